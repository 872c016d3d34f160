// @ts-nocheck
// Generated from schemas/status.schema.json by scripts/generate.ts: do not edit, run `npm run generate`.
export const validateStatus = validate52 as unknown as ((value: unknown) => boolean) & {
  readonly errors?: readonly {
    readonly keyword: string;
    readonly instancePath: string;
    readonly schemaPath: string;
    readonly params: Readonly<Record<string, unknown>>;
  }[] | null;
};
const schema19 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://multihome.invalid/schemas/status.schema.json","title":"multihome status","description":"What `multihome watch` has found, as `multihome status --json` prints it.","type":"object","required":["format","format_version","process","topology","started","written","paths","active","remarks","switches"],"additionalProperties":false,"properties":{"format":{"const":"multihome-status"},"format_version":{"type":"string","pattern":"^1\\.[0-9]+$"},"process":{"type":"object","description":"Who watches.","required":["id","start_time"],"additionalProperties":false,"properties":{"id":{"type":"integer","minimum":1},"start_time":{"type":"string","description":"Field 22 of /proc/PID/stat (proc(5)): tells it from another one with its number."}}},"topology":{"type":"string","description":"Path of the file."},"read":{"type":"object","description":"Of the last time that it read the topology.","required":["transaction","refused"],"additionalProperties":false,"properties":{"transaction":{"type":"integer","minimum":0,"description":"The last `apply` that stood for good by then; 0 before the first."},"refused":{"type":["string","null"],"description":"Why it goes on with the topology that it had; null where it goes by what it read."},"digest":{"type":"string","description":"SHA-256 of the topology that it goes by, with its prefix lists."}}},"terms":{"type":"object","description":"What a topology has to keep to, so that it is taken over: `apply` refuses others beforehand.","required":["protocol","allow","lacks"],"additionalProperties":false,"properties":{"protocol":{"type":"integer","description":"It has this protocol number."},"allow":{"type":"array","items":{"type":"string"},"description":"Guards that `watch --allow` names."},"lacks":{"type":"array","items":{"type":"string"},"description":"What is lacking already, as in `isp-a ipv4 no-gateway`."}}},"started":{"$ref":"#/$defs/time"},"written":{"$ref":"#/$defs/time"},"paths":{"type":"array","description":"Each uplink in each of its families.","items":{"type":"object","required":["uplink","family","interface","address","gateway","verdict","since","reason","rank","loss_percent","latency_ms","targets"],"additionalProperties":false,"properties":{"uplink":{"type":"string"},"family":{"enum":["ipv4","ipv6"]},"interface":{"type":"string"},"address":{"type":["string","null"],"description":"As declared or learned; null while there is none."},"gateway":{"type":["string","null"]},"verdict":{"enum":["unknown","up","recovering","impaired","silent","unusable"]},"since":{"$ref":"#/$defs/time"},"reason":{"type":"string","description":"The verdict in words."},"rank":{"type":"number","minimum":0,"description":"Beside the other uplinks in its family: the smaller, the better. What can choose uses those with the smallest."},"loss_percent":{"type":["number","null"],"description":"Of the last minute, of all targets that count; null where nobody was asked."},"latency_ms":{"type":["number","null"]},"targets":{"type":"array","items":{"type":"object","required":["target","probe","tier","answers","loss_percent","latency_ms","reason"],"additionalProperties":false,"properties":{"target":{"type":"string"},"probe":{"enum":["ping","tcp","http","dns","command"]},"tier":{"enum":["gateway","beyond"],"description":"The gateway tells where a fault lies; it decides only where nobody else is asked."},"answers":{"type":"boolean"},"loss_percent":{"type":["number","null"]},"latency_ms":{"type":["number","null"],"description":"Of the newest answer."},"reason":{"type":["string","null"],"description":"Why the newest question was missed."}}}}}}},"active":{"type":"array","description":"Which uplinks carry what can choose.","items":{"type":"object","required":["what","family","uplinks"],"additionalProperties":false,"properties":{"what":{"type":"string","description":"`outbound`, or `policy NAME`."},"family":{"enum":["ipv4","ipv6"]},"uplinks":{"type":"array","items":{"type":"string"}},"overruled_by":{"type":"string","description":"Somebody else's default in table main that comes before theirs, in words."}}}},"remarks":{"type":"array","description":"What keeps the topology from working as it should, now.","items":{"type":"object","required":["event","text"],"additionalProperties":false,"properties":{"event":{"type":"string","description":"As it is logged: `starting`, `not-reloaded`, `failed`, `fight` or `notice`."},"text":{"type":"string"}}}},"switches":{"type":"array","description":"The last ten, the newest first.","items":{"type":"object","required":["at","text"],"additionalProperties":false,"properties":{"at":{"$ref":"#/$defs/time"},"text":{"type":"string"}}}}},"$defs":{"time":{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,16}Z$","description":"ISO 8601, UTC."}}};
const func1 = Object.prototype.hasOwnProperty;
const pattern3 = new RegExp("^1\\.[0-9]+$", "u");
const schema20 = {"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,16}Z$","description":"ISO 8601, UTC."};
const pattern4 = new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,16}Z$", "u");

function validate53(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate53.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!pattern4.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,16}Z$"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate53.errors = vErrors;
return errors === 0;
}
validate53.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate52(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://multihome.invalid/schemas/status.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate52.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.format === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "format"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.format_version === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "format_version"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.process === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "process"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.topology === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "topology"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.started === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "started"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.written === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "written"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.paths === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "paths"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.active === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "active"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.remarks === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "remarks"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.switches === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "switches"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema19.properties, key0))){
const err10 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.format !== undefined){
if("multihome-status" !== data.format){
const err11 = {instancePath:instancePath+"/format",schemaPath:"#/properties/format/const",keyword:"const",params:{allowedValue: "multihome-status"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.format_version !== undefined){
let data1 = data.format_version;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
const err12 = {instancePath:instancePath+"/format_version",schemaPath:"#/properties/format_version/pattern",keyword:"pattern",params:{pattern: "^1\\.[0-9]+$"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/format_version",schemaPath:"#/properties/format_version/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.process !== undefined){
let data2 = data.process;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.id === undefined){
const err14 = {instancePath:instancePath+"/process",schemaPath:"#/properties/process/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data2.start_time === undefined){
const err15 = {instancePath:instancePath+"/process",schemaPath:"#/properties/process/required",keyword:"required",params:{missingProperty: "start_time"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
for(const key1 in data2){
if(!((key1 === "id") || (key1 === "start_time"))){
const err16 = {instancePath:instancePath+"/process",schemaPath:"#/properties/process/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data2.id !== undefined){
let data3 = data2.id;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err17 = {instancePath:instancePath+"/process/id",schemaPath:"#/properties/process/properties/id/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1 || isNaN(data3)){
const err18 = {instancePath:instancePath+"/process/id",schemaPath:"#/properties/process/properties/id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
if(data2.start_time !== undefined){
if(typeof data2.start_time !== "string"){
const err19 = {instancePath:instancePath+"/process/start_time",schemaPath:"#/properties/process/properties/start_time/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/process",schemaPath:"#/properties/process/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.topology !== undefined){
if(typeof data.topology !== "string"){
const err21 = {instancePath:instancePath+"/topology",schemaPath:"#/properties/topology/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.read !== undefined){
let data6 = data.read;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.transaction === undefined){
const err22 = {instancePath:instancePath+"/read",schemaPath:"#/properties/read/required",keyword:"required",params:{missingProperty: "transaction"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data6.refused === undefined){
const err23 = {instancePath:instancePath+"/read",schemaPath:"#/properties/read/required",keyword:"required",params:{missingProperty: "refused"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
for(const key2 in data6){
if(!(((key2 === "transaction") || (key2 === "refused")) || (key2 === "digest"))){
const err24 = {instancePath:instancePath+"/read",schemaPath:"#/properties/read/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data6.transaction !== undefined){
let data7 = data6.transaction;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err25 = {instancePath:instancePath+"/read/transaction",schemaPath:"#/properties/read/properties/transaction/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0 || isNaN(data7)){
const err26 = {instancePath:instancePath+"/read/transaction",schemaPath:"#/properties/read/properties/transaction/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
if(data6.refused !== undefined){
let data8 = data6.refused;
if((typeof data8 !== "string") && (data8 !== null)){
const err27 = {instancePath:instancePath+"/read/refused",schemaPath:"#/properties/read/properties/refused/type",keyword:"type",params:{type: schema19.properties.read.properties.refused.type}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data6.digest !== undefined){
if(typeof data6.digest !== "string"){
const err28 = {instancePath:instancePath+"/read/digest",schemaPath:"#/properties/read/properties/digest/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/read",schemaPath:"#/properties/read/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.terms !== undefined){
let data10 = data.terms;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(data10.protocol === undefined){
const err30 = {instancePath:instancePath+"/terms",schemaPath:"#/properties/terms/required",keyword:"required",params:{missingProperty: "protocol"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(data10.allow === undefined){
const err31 = {instancePath:instancePath+"/terms",schemaPath:"#/properties/terms/required",keyword:"required",params:{missingProperty: "allow"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(data10.lacks === undefined){
const err32 = {instancePath:instancePath+"/terms",schemaPath:"#/properties/terms/required",keyword:"required",params:{missingProperty: "lacks"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
for(const key3 in data10){
if(!(((key3 === "protocol") || (key3 === "allow")) || (key3 === "lacks"))){
const err33 = {instancePath:instancePath+"/terms",schemaPath:"#/properties/terms/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data10.protocol !== undefined){
let data11 = data10.protocol;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err34 = {instancePath:instancePath+"/terms/protocol",schemaPath:"#/properties/terms/properties/protocol/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data10.allow !== undefined){
let data12 = data10.allow;
if(Array.isArray(data12)){
const len0 = data12.length;
for(let i0=0; i0<len0; i0++){
if(typeof data12[i0] !== "string"){
const err35 = {instancePath:instancePath+"/terms/allow/" + i0,schemaPath:"#/properties/terms/properties/allow/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath:instancePath+"/terms/allow",schemaPath:"#/properties/terms/properties/allow/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data10.lacks !== undefined){
let data14 = data10.lacks;
if(Array.isArray(data14)){
const len1 = data14.length;
for(let i1=0; i1<len1; i1++){
if(typeof data14[i1] !== "string"){
const err37 = {instancePath:instancePath+"/terms/lacks/" + i1,schemaPath:"#/properties/terms/properties/lacks/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
else {
const err38 = {instancePath:instancePath+"/terms/lacks",schemaPath:"#/properties/terms/properties/lacks/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
else {
const err39 = {instancePath:instancePath+"/terms",schemaPath:"#/properties/terms/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data.started !== undefined){
if(!(validate53(data.started, {instancePath:instancePath+"/started",parentData:data,parentDataProperty:"started",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
errors = vErrors.length;
}
}
if(data.written !== undefined){
if(!(validate53(data.written, {instancePath:instancePath+"/written",parentData:data,parentDataProperty:"written",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
errors = vErrors.length;
}
}
if(data.paths !== undefined){
let data18 = data.paths;
if(Array.isArray(data18)){
const len2 = data18.length;
for(let i2=0; i2<len2; i2++){
let data19 = data18[i2];
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.uplink === undefined){
const err40 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/required",keyword:"required",params:{missingProperty: "uplink"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(data19.family === undefined){
const err41 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/required",keyword:"required",params:{missingProperty: "family"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(data19.interface === undefined){
const err42 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/required",keyword:"required",params:{missingProperty: "interface"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(data19.address === undefined){
const err43 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/required",keyword:"required",params:{missingProperty: "address"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data19.gateway === undefined){
const err44 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/required",keyword:"required",params:{missingProperty: "gateway"}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(data19.verdict === undefined){
const err45 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/required",keyword:"required",params:{missingProperty: "verdict"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(data19.since === undefined){
const err46 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/required",keyword:"required",params:{missingProperty: "since"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(data19.reason === undefined){
const err47 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/required",keyword:"required",params:{missingProperty: "reason"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(data19.rank === undefined){
const err48 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/required",keyword:"required",params:{missingProperty: "rank"}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(data19.loss_percent === undefined){
const err49 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/required",keyword:"required",params:{missingProperty: "loss_percent"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(data19.latency_ms === undefined){
const err50 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/required",keyword:"required",params:{missingProperty: "latency_ms"}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if(data19.targets === undefined){
const err51 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/required",keyword:"required",params:{missingProperty: "targets"}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
for(const key4 in data19){
if(!(func1.call(schema19.properties.paths.items.properties, key4))){
const err52 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data19.uplink !== undefined){
if(typeof data19.uplink !== "string"){
const err53 = {instancePath:instancePath+"/paths/" + i2+"/uplink",schemaPath:"#/properties/paths/items/properties/uplink/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data19.family !== undefined){
let data21 = data19.family;
if(!((data21 === "ipv4") || (data21 === "ipv6"))){
const err54 = {instancePath:instancePath+"/paths/" + i2+"/family",schemaPath:"#/properties/paths/items/properties/family/enum",keyword:"enum",params:{allowedValues: schema19.properties.paths.items.properties.family.enum}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data19.interface !== undefined){
if(typeof data19.interface !== "string"){
const err55 = {instancePath:instancePath+"/paths/" + i2+"/interface",schemaPath:"#/properties/paths/items/properties/interface/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data19.address !== undefined){
let data23 = data19.address;
if((typeof data23 !== "string") && (data23 !== null)){
const err56 = {instancePath:instancePath+"/paths/" + i2+"/address",schemaPath:"#/properties/paths/items/properties/address/type",keyword:"type",params:{type: schema19.properties.paths.items.properties.address.type}};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data19.gateway !== undefined){
let data24 = data19.gateway;
if((typeof data24 !== "string") && (data24 !== null)){
const err57 = {instancePath:instancePath+"/paths/" + i2+"/gateway",schemaPath:"#/properties/paths/items/properties/gateway/type",keyword:"type",params:{type: schema19.properties.paths.items.properties.gateway.type}};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data19.verdict !== undefined){
let data25 = data19.verdict;
if(!((((((data25 === "unknown") || (data25 === "up")) || (data25 === "recovering")) || (data25 === "impaired")) || (data25 === "silent")) || (data25 === "unusable"))){
const err58 = {instancePath:instancePath+"/paths/" + i2+"/verdict",schemaPath:"#/properties/paths/items/properties/verdict/enum",keyword:"enum",params:{allowedValues: schema19.properties.paths.items.properties.verdict.enum}};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data19.since !== undefined){
if(!(validate53(data19.since, {instancePath:instancePath+"/paths/" + i2+"/since",parentData:data19,parentDataProperty:"since",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
errors = vErrors.length;
}
}
if(data19.reason !== undefined){
if(typeof data19.reason !== "string"){
const err59 = {instancePath:instancePath+"/paths/" + i2+"/reason",schemaPath:"#/properties/paths/items/properties/reason/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data19.rank !== undefined){
let data28 = data19.rank;
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 < 0 || isNaN(data28)){
const err60 = {instancePath:instancePath+"/paths/" + i2+"/rank",schemaPath:"#/properties/paths/items/properties/rank/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
else {
const err61 = {instancePath:instancePath+"/paths/" + i2+"/rank",schemaPath:"#/properties/paths/items/properties/rank/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data19.loss_percent !== undefined){
let data29 = data19.loss_percent;
if((!((typeof data29 == "number") && (isFinite(data29)))) && (data29 !== null)){
const err62 = {instancePath:instancePath+"/paths/" + i2+"/loss_percent",schemaPath:"#/properties/paths/items/properties/loss_percent/type",keyword:"type",params:{type: schema19.properties.paths.items.properties.loss_percent.type}};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data19.latency_ms !== undefined){
let data30 = data19.latency_ms;
if((!((typeof data30 == "number") && (isFinite(data30)))) && (data30 !== null)){
const err63 = {instancePath:instancePath+"/paths/" + i2+"/latency_ms",schemaPath:"#/properties/paths/items/properties/latency_ms/type",keyword:"type",params:{type: schema19.properties.paths.items.properties.latency_ms.type}};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data19.targets !== undefined){
let data31 = data19.targets;
if(Array.isArray(data31)){
const len3 = data31.length;
for(let i3=0; i3<len3; i3++){
let data32 = data31[i3];
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
if(data32.target === undefined){
const err64 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3,schemaPath:"#/properties/paths/items/properties/targets/items/required",keyword:"required",params:{missingProperty: "target"}};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if(data32.probe === undefined){
const err65 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3,schemaPath:"#/properties/paths/items/properties/targets/items/required",keyword:"required",params:{missingProperty: "probe"}};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if(data32.tier === undefined){
const err66 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3,schemaPath:"#/properties/paths/items/properties/targets/items/required",keyword:"required",params:{missingProperty: "tier"}};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if(data32.answers === undefined){
const err67 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3,schemaPath:"#/properties/paths/items/properties/targets/items/required",keyword:"required",params:{missingProperty: "answers"}};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if(data32.loss_percent === undefined){
const err68 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3,schemaPath:"#/properties/paths/items/properties/targets/items/required",keyword:"required",params:{missingProperty: "loss_percent"}};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(data32.latency_ms === undefined){
const err69 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3,schemaPath:"#/properties/paths/items/properties/targets/items/required",keyword:"required",params:{missingProperty: "latency_ms"}};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(data32.reason === undefined){
const err70 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3,schemaPath:"#/properties/paths/items/properties/targets/items/required",keyword:"required",params:{missingProperty: "reason"}};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
for(const key5 in data32){
if(!(((((((key5 === "target") || (key5 === "probe")) || (key5 === "tier")) || (key5 === "answers")) || (key5 === "loss_percent")) || (key5 === "latency_ms")) || (key5 === "reason"))){
const err71 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3,schemaPath:"#/properties/paths/items/properties/targets/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5}};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data32.target !== undefined){
if(typeof data32.target !== "string"){
const err72 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3+"/target",schemaPath:"#/properties/paths/items/properties/targets/items/properties/target/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data32.probe !== undefined){
let data34 = data32.probe;
if(!(((((data34 === "ping") || (data34 === "tcp")) || (data34 === "http")) || (data34 === "dns")) || (data34 === "command"))){
const err73 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3+"/probe",schemaPath:"#/properties/paths/items/properties/targets/items/properties/probe/enum",keyword:"enum",params:{allowedValues: schema19.properties.paths.items.properties.targets.items.properties.probe.enum}};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data32.tier !== undefined){
let data35 = data32.tier;
if(!((data35 === "gateway") || (data35 === "beyond"))){
const err74 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3+"/tier",schemaPath:"#/properties/paths/items/properties/targets/items/properties/tier/enum",keyword:"enum",params:{allowedValues: schema19.properties.paths.items.properties.targets.items.properties.tier.enum}};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data32.answers !== undefined){
if(typeof data32.answers !== "boolean"){
const err75 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3+"/answers",schemaPath:"#/properties/paths/items/properties/targets/items/properties/answers/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data32.loss_percent !== undefined){
let data37 = data32.loss_percent;
if((!((typeof data37 == "number") && (isFinite(data37)))) && (data37 !== null)){
const err76 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3+"/loss_percent",schemaPath:"#/properties/paths/items/properties/targets/items/properties/loss_percent/type",keyword:"type",params:{type: schema19.properties.paths.items.properties.targets.items.properties.loss_percent.type}};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data32.latency_ms !== undefined){
let data38 = data32.latency_ms;
if((!((typeof data38 == "number") && (isFinite(data38)))) && (data38 !== null)){
const err77 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3+"/latency_ms",schemaPath:"#/properties/paths/items/properties/targets/items/properties/latency_ms/type",keyword:"type",params:{type: schema19.properties.paths.items.properties.targets.items.properties.latency_ms.type}};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data32.reason !== undefined){
let data39 = data32.reason;
if((typeof data39 !== "string") && (data39 !== null)){
const err78 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3+"/reason",schemaPath:"#/properties/paths/items/properties/targets/items/properties/reason/type",keyword:"type",params:{type: schema19.properties.paths.items.properties.targets.items.properties.reason.type}};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
}
else {
const err79 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3,schemaPath:"#/properties/paths/items/properties/targets/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
}
else {
const err80 = {instancePath:instancePath+"/paths/" + i2+"/targets",schemaPath:"#/properties/paths/items/properties/targets/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
}
else {
const err81 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
}
else {
const err82 = {instancePath:instancePath+"/paths",schemaPath:"#/properties/paths/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data.active !== undefined){
let data40 = data.active;
if(Array.isArray(data40)){
const len4 = data40.length;
for(let i4=0; i4<len4; i4++){
let data41 = data40[i4];
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
if(data41.what === undefined){
const err83 = {instancePath:instancePath+"/active/" + i4,schemaPath:"#/properties/active/items/required",keyword:"required",params:{missingProperty: "what"}};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
if(data41.family === undefined){
const err84 = {instancePath:instancePath+"/active/" + i4,schemaPath:"#/properties/active/items/required",keyword:"required",params:{missingProperty: "family"}};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if(data41.uplinks === undefined){
const err85 = {instancePath:instancePath+"/active/" + i4,schemaPath:"#/properties/active/items/required",keyword:"required",params:{missingProperty: "uplinks"}};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
for(const key6 in data41){
if(!((((key6 === "what") || (key6 === "family")) || (key6 === "uplinks")) || (key6 === "overruled_by"))){
const err86 = {instancePath:instancePath+"/active/" + i4,schemaPath:"#/properties/active/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6}};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data41.what !== undefined){
if(typeof data41.what !== "string"){
const err87 = {instancePath:instancePath+"/active/" + i4+"/what",schemaPath:"#/properties/active/items/properties/what/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data41.family !== undefined){
let data43 = data41.family;
if(!((data43 === "ipv4") || (data43 === "ipv6"))){
const err88 = {instancePath:instancePath+"/active/" + i4+"/family",schemaPath:"#/properties/active/items/properties/family/enum",keyword:"enum",params:{allowedValues: schema19.properties.active.items.properties.family.enum}};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data41.uplinks !== undefined){
let data44 = data41.uplinks;
if(Array.isArray(data44)){
const len5 = data44.length;
for(let i5=0; i5<len5; i5++){
if(typeof data44[i5] !== "string"){
const err89 = {instancePath:instancePath+"/active/" + i4+"/uplinks/" + i5,schemaPath:"#/properties/active/items/properties/uplinks/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
}
else {
const err90 = {instancePath:instancePath+"/active/" + i4+"/uplinks",schemaPath:"#/properties/active/items/properties/uplinks/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
if(data41.overruled_by !== undefined){
if(typeof data41.overruled_by !== "string"){
const err91 = {instancePath:instancePath+"/active/" + i4+"/overruled_by",schemaPath:"#/properties/active/items/properties/overruled_by/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
}
else {
const err92 = {instancePath:instancePath+"/active/" + i4,schemaPath:"#/properties/active/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
}
else {
const err93 = {instancePath:instancePath+"/active",schemaPath:"#/properties/active/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
if(data.remarks !== undefined){
let data47 = data.remarks;
if(Array.isArray(data47)){
const len6 = data47.length;
for(let i6=0; i6<len6; i6++){
let data48 = data47[i6];
if(data48 && typeof data48 == "object" && !Array.isArray(data48)){
if(data48.event === undefined){
const err94 = {instancePath:instancePath+"/remarks/" + i6,schemaPath:"#/properties/remarks/items/required",keyword:"required",params:{missingProperty: "event"}};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
if(data48.text === undefined){
const err95 = {instancePath:instancePath+"/remarks/" + i6,schemaPath:"#/properties/remarks/items/required",keyword:"required",params:{missingProperty: "text"}};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
for(const key7 in data48){
if(!((key7 === "event") || (key7 === "text"))){
const err96 = {instancePath:instancePath+"/remarks/" + i6,schemaPath:"#/properties/remarks/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7}};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
if(data48.event !== undefined){
if(typeof data48.event !== "string"){
const err97 = {instancePath:instancePath+"/remarks/" + i6+"/event",schemaPath:"#/properties/remarks/items/properties/event/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
if(data48.text !== undefined){
if(typeof data48.text !== "string"){
const err98 = {instancePath:instancePath+"/remarks/" + i6+"/text",schemaPath:"#/properties/remarks/items/properties/text/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
}
else {
const err99 = {instancePath:instancePath+"/remarks/" + i6,schemaPath:"#/properties/remarks/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
}
else {
const err100 = {instancePath:instancePath+"/remarks",schemaPath:"#/properties/remarks/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
if(data.switches !== undefined){
let data51 = data.switches;
if(Array.isArray(data51)){
const len7 = data51.length;
for(let i7=0; i7<len7; i7++){
let data52 = data51[i7];
if(data52 && typeof data52 == "object" && !Array.isArray(data52)){
if(data52.at === undefined){
const err101 = {instancePath:instancePath+"/switches/" + i7,schemaPath:"#/properties/switches/items/required",keyword:"required",params:{missingProperty: "at"}};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
if(data52.text === undefined){
const err102 = {instancePath:instancePath+"/switches/" + i7,schemaPath:"#/properties/switches/items/required",keyword:"required",params:{missingProperty: "text"}};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
for(const key8 in data52){
if(!((key8 === "at") || (key8 === "text"))){
const err103 = {instancePath:instancePath+"/switches/" + i7,schemaPath:"#/properties/switches/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8}};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
if(data52.at !== undefined){
if(!(validate53(data52.at, {instancePath:instancePath+"/switches/" + i7+"/at",parentData:data52,parentDataProperty:"at",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
errors = vErrors.length;
}
}
if(data52.text !== undefined){
if(typeof data52.text !== "string"){
const err104 = {instancePath:instancePath+"/switches/" + i7+"/text",schemaPath:"#/properties/switches/items/properties/text/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
}
else {
const err105 = {instancePath:instancePath+"/switches/" + i7,schemaPath:"#/properties/switches/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
}
else {
const err106 = {instancePath:instancePath+"/switches",schemaPath:"#/properties/switches/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
}
else {
const err107 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
validate52.errors = vErrors;
return errors === 0;
}
validate52.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
