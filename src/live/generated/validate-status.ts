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
const schema19 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://multihome.invalid/schemas/status.schema.json","title":"multihome status","description":"What `multihome watch` has found, as `multihome status --json` prints it.","type":"object","required":["format","format_version","process","topology","started","written","paths","active","remarks","switches"],"additionalProperties":false,"properties":{"format":{"const":"multihome-status"},"format_version":{"type":"string","pattern":"^1\\.[0-9]+$"},"process":{"type":"object","description":"Who watches.","required":["id","start_time"],"additionalProperties":false,"properties":{"id":{"type":"integer","minimum":1},"start_time":{"type":"string","description":"Field 22 of /proc/PID/stat (proc(5)): tells it from another one with its number."}}},"topology":{"type":"string","description":"Path of the file."},"read":{"type":"object","description":"Of the last time that it read the topology.","required":["transaction","refused"],"additionalProperties":false,"properties":{"transaction":{"type":"integer","minimum":0,"description":"The last `apply` that stood for good by then; 0 before the first."},"refused":{"type":["string","null"],"description":"Why it goes on with the topology that it had; null where it goes by what it read."}}},"terms":{"type":"object","description":"What a topology has to keep to, so that it is taken over: `apply` refuses others beforehand.","required":["protocol","allow","lacks"],"additionalProperties":false,"properties":{"protocol":{"type":"integer","description":"It has this protocol number."},"allow":{"type":"array","items":{"type":"string"},"description":"Guards that `watch --allow` names."},"lacks":{"type":"array","items":{"type":"string"},"description":"What is lacking already, as in `isp-a ipv4 no-gateway`."}}},"started":{"$ref":"#/$defs/time"},"written":{"$ref":"#/$defs/time"},"paths":{"type":"array","description":"Each uplink in each of its families.","items":{"type":"object","required":["uplink","family","interface","address","gateway","verdict","since","reason","rank","loss_percent","latency_ms","targets"],"additionalProperties":false,"properties":{"uplink":{"type":"string"},"family":{"enum":["ipv4","ipv6"]},"interface":{"type":"string"},"address":{"type":["string","null"],"description":"As declared or learned; null while there is none."},"gateway":{"type":["string","null"]},"verdict":{"enum":["unknown","up","recovering","impaired","silent","unusable"]},"since":{"$ref":"#/$defs/time"},"reason":{"type":"string","description":"The verdict in words."},"rank":{"type":"number","minimum":0,"description":"Beside the other uplinks in its family: the smaller, the better. What can choose uses those with the smallest."},"loss_percent":{"type":["number","null"],"description":"Of the last minute, of all targets that count; null where nobody was asked."},"latency_ms":{"type":["number","null"]},"targets":{"type":"array","items":{"type":"object","required":["target","probe","tier","answers","loss_percent","latency_ms","reason"],"additionalProperties":false,"properties":{"target":{"type":"string"},"probe":{"enum":["ping","tcp","http","dns","command"]},"tier":{"enum":["gateway","beyond"],"description":"The gateway tells where a fault lies; it decides only where nobody else is asked."},"answers":{"type":"boolean"},"loss_percent":{"type":["number","null"]},"latency_ms":{"type":["number","null"],"description":"Of the newest answer."},"reason":{"type":["string","null"],"description":"Why the newest question was missed."}}}}}}},"active":{"type":"array","description":"Which uplinks carry what can choose.","items":{"type":"object","required":["what","family","uplinks"],"additionalProperties":false,"properties":{"what":{"type":"string","description":"`outbound`, or `policy NAME`."},"family":{"enum":["ipv4","ipv6"]},"uplinks":{"type":"array","items":{"type":"string"}},"overruled_by":{"type":"string","description":"Somebody else's default in table main that comes before theirs, in words."}}}},"remarks":{"type":"array","description":"What keeps the topology from working as it should, now.","items":{"type":"object","required":["event","text"],"additionalProperties":false,"properties":{"event":{"type":"string","description":"As it is logged: `starting`, `not-reloaded`, `failed`, `fight` or `notice`."},"text":{"type":"string"}}}},"switches":{"type":"array","description":"The last ten, the newest first.","items":{"type":"object","required":["at","text"],"additionalProperties":false,"properties":{"at":{"$ref":"#/$defs/time"},"text":{"type":"string"}}}}},"$defs":{"time":{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,16}Z$","description":"ISO 8601, UTC."}}};
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
if(!((key2 === "transaction") || (key2 === "refused"))){
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
}
else {
const err28 = {instancePath:instancePath+"/read",schemaPath:"#/properties/read/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.terms !== undefined){
let data9 = data.terms;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.protocol === undefined){
const err29 = {instancePath:instancePath+"/terms",schemaPath:"#/properties/terms/required",keyword:"required",params:{missingProperty: "protocol"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(data9.allow === undefined){
const err30 = {instancePath:instancePath+"/terms",schemaPath:"#/properties/terms/required",keyword:"required",params:{missingProperty: "allow"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(data9.lacks === undefined){
const err31 = {instancePath:instancePath+"/terms",schemaPath:"#/properties/terms/required",keyword:"required",params:{missingProperty: "lacks"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
for(const key3 in data9){
if(!(((key3 === "protocol") || (key3 === "allow")) || (key3 === "lacks"))){
const err32 = {instancePath:instancePath+"/terms",schemaPath:"#/properties/terms/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data9.protocol !== undefined){
let data10 = data9.protocol;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err33 = {instancePath:instancePath+"/terms/protocol",schemaPath:"#/properties/terms/properties/protocol/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data9.allow !== undefined){
let data11 = data9.allow;
if(Array.isArray(data11)){
const len0 = data11.length;
for(let i0=0; i0<len0; i0++){
if(typeof data11[i0] !== "string"){
const err34 = {instancePath:instancePath+"/terms/allow/" + i0,schemaPath:"#/properties/terms/properties/allow/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath:instancePath+"/terms/allow",schemaPath:"#/properties/terms/properties/allow/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data9.lacks !== undefined){
let data13 = data9.lacks;
if(Array.isArray(data13)){
const len1 = data13.length;
for(let i1=0; i1<len1; i1++){
if(typeof data13[i1] !== "string"){
const err36 = {instancePath:instancePath+"/terms/lacks/" + i1,schemaPath:"#/properties/terms/properties/lacks/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/terms/lacks",schemaPath:"#/properties/terms/properties/lacks/type",keyword:"type",params:{type: "array"}};
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
const err38 = {instancePath:instancePath+"/terms",schemaPath:"#/properties/terms/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
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
let data17 = data.paths;
if(Array.isArray(data17)){
const len2 = data17.length;
for(let i2=0; i2<len2; i2++){
let data18 = data17[i2];
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
if(data18.uplink === undefined){
const err39 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/required",keyword:"required",params:{missingProperty: "uplink"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(data18.family === undefined){
const err40 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/required",keyword:"required",params:{missingProperty: "family"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(data18.interface === undefined){
const err41 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/required",keyword:"required",params:{missingProperty: "interface"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(data18.address === undefined){
const err42 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/required",keyword:"required",params:{missingProperty: "address"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(data18.gateway === undefined){
const err43 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/required",keyword:"required",params:{missingProperty: "gateway"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data18.verdict === undefined){
const err44 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/required",keyword:"required",params:{missingProperty: "verdict"}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(data18.since === undefined){
const err45 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/required",keyword:"required",params:{missingProperty: "since"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(data18.reason === undefined){
const err46 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/required",keyword:"required",params:{missingProperty: "reason"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(data18.rank === undefined){
const err47 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/required",keyword:"required",params:{missingProperty: "rank"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(data18.loss_percent === undefined){
const err48 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/required",keyword:"required",params:{missingProperty: "loss_percent"}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(data18.latency_ms === undefined){
const err49 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/required",keyword:"required",params:{missingProperty: "latency_ms"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(data18.targets === undefined){
const err50 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/required",keyword:"required",params:{missingProperty: "targets"}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
for(const key4 in data18){
if(!(func1.call(schema19.properties.paths.items.properties, key4))){
const err51 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data18.uplink !== undefined){
if(typeof data18.uplink !== "string"){
const err52 = {instancePath:instancePath+"/paths/" + i2+"/uplink",schemaPath:"#/properties/paths/items/properties/uplink/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data18.family !== undefined){
let data20 = data18.family;
if(!((data20 === "ipv4") || (data20 === "ipv6"))){
const err53 = {instancePath:instancePath+"/paths/" + i2+"/family",schemaPath:"#/properties/paths/items/properties/family/enum",keyword:"enum",params:{allowedValues: schema19.properties.paths.items.properties.family.enum}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data18.interface !== undefined){
if(typeof data18.interface !== "string"){
const err54 = {instancePath:instancePath+"/paths/" + i2+"/interface",schemaPath:"#/properties/paths/items/properties/interface/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data18.address !== undefined){
let data22 = data18.address;
if((typeof data22 !== "string") && (data22 !== null)){
const err55 = {instancePath:instancePath+"/paths/" + i2+"/address",schemaPath:"#/properties/paths/items/properties/address/type",keyword:"type",params:{type: schema19.properties.paths.items.properties.address.type}};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data18.gateway !== undefined){
let data23 = data18.gateway;
if((typeof data23 !== "string") && (data23 !== null)){
const err56 = {instancePath:instancePath+"/paths/" + i2+"/gateway",schemaPath:"#/properties/paths/items/properties/gateway/type",keyword:"type",params:{type: schema19.properties.paths.items.properties.gateway.type}};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data18.verdict !== undefined){
let data24 = data18.verdict;
if(!((((((data24 === "unknown") || (data24 === "up")) || (data24 === "recovering")) || (data24 === "impaired")) || (data24 === "silent")) || (data24 === "unusable"))){
const err57 = {instancePath:instancePath+"/paths/" + i2+"/verdict",schemaPath:"#/properties/paths/items/properties/verdict/enum",keyword:"enum",params:{allowedValues: schema19.properties.paths.items.properties.verdict.enum}};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data18.since !== undefined){
if(!(validate53(data18.since, {instancePath:instancePath+"/paths/" + i2+"/since",parentData:data18,parentDataProperty:"since",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
errors = vErrors.length;
}
}
if(data18.reason !== undefined){
if(typeof data18.reason !== "string"){
const err58 = {instancePath:instancePath+"/paths/" + i2+"/reason",schemaPath:"#/properties/paths/items/properties/reason/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data18.rank !== undefined){
let data27 = data18.rank;
if((typeof data27 == "number") && (isFinite(data27))){
if(data27 < 0 || isNaN(data27)){
const err59 = {instancePath:instancePath+"/paths/" + i2+"/rank",schemaPath:"#/properties/paths/items/properties/rank/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
else {
const err60 = {instancePath:instancePath+"/paths/" + i2+"/rank",schemaPath:"#/properties/paths/items/properties/rank/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data18.loss_percent !== undefined){
let data28 = data18.loss_percent;
if((!((typeof data28 == "number") && (isFinite(data28)))) && (data28 !== null)){
const err61 = {instancePath:instancePath+"/paths/" + i2+"/loss_percent",schemaPath:"#/properties/paths/items/properties/loss_percent/type",keyword:"type",params:{type: schema19.properties.paths.items.properties.loss_percent.type}};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data18.latency_ms !== undefined){
let data29 = data18.latency_ms;
if((!((typeof data29 == "number") && (isFinite(data29)))) && (data29 !== null)){
const err62 = {instancePath:instancePath+"/paths/" + i2+"/latency_ms",schemaPath:"#/properties/paths/items/properties/latency_ms/type",keyword:"type",params:{type: schema19.properties.paths.items.properties.latency_ms.type}};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data18.targets !== undefined){
let data30 = data18.targets;
if(Array.isArray(data30)){
const len3 = data30.length;
for(let i3=0; i3<len3; i3++){
let data31 = data30[i3];
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
if(data31.target === undefined){
const err63 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3,schemaPath:"#/properties/paths/items/properties/targets/items/required",keyword:"required",params:{missingProperty: "target"}};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if(data31.probe === undefined){
const err64 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3,schemaPath:"#/properties/paths/items/properties/targets/items/required",keyword:"required",params:{missingProperty: "probe"}};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if(data31.tier === undefined){
const err65 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3,schemaPath:"#/properties/paths/items/properties/targets/items/required",keyword:"required",params:{missingProperty: "tier"}};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if(data31.answers === undefined){
const err66 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3,schemaPath:"#/properties/paths/items/properties/targets/items/required",keyword:"required",params:{missingProperty: "answers"}};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if(data31.loss_percent === undefined){
const err67 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3,schemaPath:"#/properties/paths/items/properties/targets/items/required",keyword:"required",params:{missingProperty: "loss_percent"}};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if(data31.latency_ms === undefined){
const err68 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3,schemaPath:"#/properties/paths/items/properties/targets/items/required",keyword:"required",params:{missingProperty: "latency_ms"}};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(data31.reason === undefined){
const err69 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3,schemaPath:"#/properties/paths/items/properties/targets/items/required",keyword:"required",params:{missingProperty: "reason"}};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
for(const key5 in data31){
if(!(((((((key5 === "target") || (key5 === "probe")) || (key5 === "tier")) || (key5 === "answers")) || (key5 === "loss_percent")) || (key5 === "latency_ms")) || (key5 === "reason"))){
const err70 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3,schemaPath:"#/properties/paths/items/properties/targets/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5}};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data31.target !== undefined){
if(typeof data31.target !== "string"){
const err71 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3+"/target",schemaPath:"#/properties/paths/items/properties/targets/items/properties/target/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data31.probe !== undefined){
let data33 = data31.probe;
if(!(((((data33 === "ping") || (data33 === "tcp")) || (data33 === "http")) || (data33 === "dns")) || (data33 === "command"))){
const err72 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3+"/probe",schemaPath:"#/properties/paths/items/properties/targets/items/properties/probe/enum",keyword:"enum",params:{allowedValues: schema19.properties.paths.items.properties.targets.items.properties.probe.enum}};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data31.tier !== undefined){
let data34 = data31.tier;
if(!((data34 === "gateway") || (data34 === "beyond"))){
const err73 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3+"/tier",schemaPath:"#/properties/paths/items/properties/targets/items/properties/tier/enum",keyword:"enum",params:{allowedValues: schema19.properties.paths.items.properties.targets.items.properties.tier.enum}};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data31.answers !== undefined){
if(typeof data31.answers !== "boolean"){
const err74 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3+"/answers",schemaPath:"#/properties/paths/items/properties/targets/items/properties/answers/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data31.loss_percent !== undefined){
let data36 = data31.loss_percent;
if((!((typeof data36 == "number") && (isFinite(data36)))) && (data36 !== null)){
const err75 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3+"/loss_percent",schemaPath:"#/properties/paths/items/properties/targets/items/properties/loss_percent/type",keyword:"type",params:{type: schema19.properties.paths.items.properties.targets.items.properties.loss_percent.type}};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data31.latency_ms !== undefined){
let data37 = data31.latency_ms;
if((!((typeof data37 == "number") && (isFinite(data37)))) && (data37 !== null)){
const err76 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3+"/latency_ms",schemaPath:"#/properties/paths/items/properties/targets/items/properties/latency_ms/type",keyword:"type",params:{type: schema19.properties.paths.items.properties.targets.items.properties.latency_ms.type}};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data31.reason !== undefined){
let data38 = data31.reason;
if((typeof data38 !== "string") && (data38 !== null)){
const err77 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3+"/reason",schemaPath:"#/properties/paths/items/properties/targets/items/properties/reason/type",keyword:"type",params:{type: schema19.properties.paths.items.properties.targets.items.properties.reason.type}};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
}
else {
const err78 = {instancePath:instancePath+"/paths/" + i2+"/targets/" + i3,schemaPath:"#/properties/paths/items/properties/targets/items/type",keyword:"type",params:{type: "object"}};
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
const err79 = {instancePath:instancePath+"/paths/" + i2+"/targets",schemaPath:"#/properties/paths/items/properties/targets/type",keyword:"type",params:{type: "array"}};
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
const err80 = {instancePath:instancePath+"/paths/" + i2,schemaPath:"#/properties/paths/items/type",keyword:"type",params:{type: "object"}};
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
const err81 = {instancePath:instancePath+"/paths",schemaPath:"#/properties/paths/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(data.active !== undefined){
let data39 = data.active;
if(Array.isArray(data39)){
const len4 = data39.length;
for(let i4=0; i4<len4; i4++){
let data40 = data39[i4];
if(data40 && typeof data40 == "object" && !Array.isArray(data40)){
if(data40.what === undefined){
const err82 = {instancePath:instancePath+"/active/" + i4,schemaPath:"#/properties/active/items/required",keyword:"required",params:{missingProperty: "what"}};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
if(data40.family === undefined){
const err83 = {instancePath:instancePath+"/active/" + i4,schemaPath:"#/properties/active/items/required",keyword:"required",params:{missingProperty: "family"}};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
if(data40.uplinks === undefined){
const err84 = {instancePath:instancePath+"/active/" + i4,schemaPath:"#/properties/active/items/required",keyword:"required",params:{missingProperty: "uplinks"}};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
for(const key6 in data40){
if(!((((key6 === "what") || (key6 === "family")) || (key6 === "uplinks")) || (key6 === "overruled_by"))){
const err85 = {instancePath:instancePath+"/active/" + i4,schemaPath:"#/properties/active/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6}};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data40.what !== undefined){
if(typeof data40.what !== "string"){
const err86 = {instancePath:instancePath+"/active/" + i4+"/what",schemaPath:"#/properties/active/items/properties/what/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data40.family !== undefined){
let data42 = data40.family;
if(!((data42 === "ipv4") || (data42 === "ipv6"))){
const err87 = {instancePath:instancePath+"/active/" + i4+"/family",schemaPath:"#/properties/active/items/properties/family/enum",keyword:"enum",params:{allowedValues: schema19.properties.active.items.properties.family.enum}};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data40.uplinks !== undefined){
let data43 = data40.uplinks;
if(Array.isArray(data43)){
const len5 = data43.length;
for(let i5=0; i5<len5; i5++){
if(typeof data43[i5] !== "string"){
const err88 = {instancePath:instancePath+"/active/" + i4+"/uplinks/" + i5,schemaPath:"#/properties/active/items/properties/uplinks/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
}
else {
const err89 = {instancePath:instancePath+"/active/" + i4+"/uplinks",schemaPath:"#/properties/active/items/properties/uplinks/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data40.overruled_by !== undefined){
if(typeof data40.overruled_by !== "string"){
const err90 = {instancePath:instancePath+"/active/" + i4+"/overruled_by",schemaPath:"#/properties/active/items/properties/overruled_by/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
}
else {
const err91 = {instancePath:instancePath+"/active/" + i4,schemaPath:"#/properties/active/items/type",keyword:"type",params:{type: "object"}};
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
const err92 = {instancePath:instancePath+"/active",schemaPath:"#/properties/active/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
if(data.remarks !== undefined){
let data46 = data.remarks;
if(Array.isArray(data46)){
const len6 = data46.length;
for(let i6=0; i6<len6; i6++){
let data47 = data46[i6];
if(data47 && typeof data47 == "object" && !Array.isArray(data47)){
if(data47.event === undefined){
const err93 = {instancePath:instancePath+"/remarks/" + i6,schemaPath:"#/properties/remarks/items/required",keyword:"required",params:{missingProperty: "event"}};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
if(data47.text === undefined){
const err94 = {instancePath:instancePath+"/remarks/" + i6,schemaPath:"#/properties/remarks/items/required",keyword:"required",params:{missingProperty: "text"}};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
for(const key7 in data47){
if(!((key7 === "event") || (key7 === "text"))){
const err95 = {instancePath:instancePath+"/remarks/" + i6,schemaPath:"#/properties/remarks/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7}};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
if(data47.event !== undefined){
if(typeof data47.event !== "string"){
const err96 = {instancePath:instancePath+"/remarks/" + i6+"/event",schemaPath:"#/properties/remarks/items/properties/event/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
if(data47.text !== undefined){
if(typeof data47.text !== "string"){
const err97 = {instancePath:instancePath+"/remarks/" + i6+"/text",schemaPath:"#/properties/remarks/items/properties/text/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
}
else {
const err98 = {instancePath:instancePath+"/remarks/" + i6,schemaPath:"#/properties/remarks/items/type",keyword:"type",params:{type: "object"}};
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
const err99 = {instancePath:instancePath+"/remarks",schemaPath:"#/properties/remarks/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
if(data.switches !== undefined){
let data50 = data.switches;
if(Array.isArray(data50)){
const len7 = data50.length;
for(let i7=0; i7<len7; i7++){
let data51 = data50[i7];
if(data51 && typeof data51 == "object" && !Array.isArray(data51)){
if(data51.at === undefined){
const err100 = {instancePath:instancePath+"/switches/" + i7,schemaPath:"#/properties/switches/items/required",keyword:"required",params:{missingProperty: "at"}};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
if(data51.text === undefined){
const err101 = {instancePath:instancePath+"/switches/" + i7,schemaPath:"#/properties/switches/items/required",keyword:"required",params:{missingProperty: "text"}};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
for(const key8 in data51){
if(!((key8 === "at") || (key8 === "text"))){
const err102 = {instancePath:instancePath+"/switches/" + i7,schemaPath:"#/properties/switches/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8}};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
if(data51.at !== undefined){
if(!(validate53(data51.at, {instancePath:instancePath+"/switches/" + i7+"/at",parentData:data51,parentDataProperty:"at",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
errors = vErrors.length;
}
}
if(data51.text !== undefined){
if(typeof data51.text !== "string"){
const err103 = {instancePath:instancePath+"/switches/" + i7+"/text",schemaPath:"#/properties/switches/items/properties/text/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
}
else {
const err104 = {instancePath:instancePath+"/switches/" + i7,schemaPath:"#/properties/switches/items/type",keyword:"type",params:{type: "object"}};
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
const err105 = {instancePath:instancePath+"/switches",schemaPath:"#/properties/switches/type",keyword:"type",params:{type: "array"}};
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
const err106 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
validate52.errors = vErrors;
return errors === 0;
}
validate52.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
