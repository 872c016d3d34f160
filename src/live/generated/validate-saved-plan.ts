// @ts-nocheck
// Generated from schemas/saved-plan.schema.json by scripts/generate.ts: do not edit, run `npm run generate`.
export const validateSavedPlan = validate52 as unknown as ((value: unknown) => boolean) & {
  readonly errors?: readonly {
    readonly keyword: string;
    readonly instancePath: string;
    readonly schemaPath: string;
    readonly params: Readonly<Record<string, unknown>>;
  }[] | null;
};
const schema19 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://multihome.invalid/schemas/saved-plan.schema.json","title":"multihome saved plan","description":"What `multihome plan --out FILE` writes. It holds no commands: `multihome apply FILE` makes a fresh plan and carries it out if it is the same.","type":"object","required":["format","format_version","id","made","host","topology","protocol","changes"],"additionalProperties":false,"properties":{"format":{"const":"multihome-saved-plan"},"format_version":{"type":"string","pattern":"^1\\.[0-9]+$"},"id":{"type":"string","pattern":"^[0-9a-f]{16}$","description":"Of a digest of host, network namespace, topology, protocol and changes."},"made":{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,16}Z$","description":"When, in UTC."},"host":{"type":"object","description":"Where it was made.","required":["name","machine_id","network_namespace","root"],"additionalProperties":false,"properties":{"name":{"type":"string","pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f]*$"},"root":{"type":"string","pattern":"^(/[^\\u0000-\\u001f\\u007f-\\u009f]*)?$","description":"What --root named; empty for the host's own files."},"machine_id":{"type":["string","null"],"pattern":"^[0-9a-f]{32}$","description":"machine-id(5); null where there is none."},"network_namespace":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"Inode number of its nsfs file."}}},"topology":{"type":"object","description":"What it was made from.","required":["path","digest"],"additionalProperties":false,"properties":{"path":{"type":"string","pattern":"^/[^\\u0000-\\u001f\\u007f-\\u009f]*$"},"digest":{"type":"string","pattern":"^[0-9a-f]{64}$","description":"SHA-256 of its text and of the prefix lists it names."}}},"protocol":{"type":"integer","minimum":5,"maximum":255},"changes":{"type":"array","description":"What it changes, and what of others it counts as done; sorted.","items":{"type":"string","pattern":"^((add|adopt|change|remove|keep|write) (ipv4|ipv6|name|file|nexthop|nftables)|set) [ -~]+$"}}}};
const pattern3 = new RegExp("^1\\.[0-9]+$", "u");
const pattern4 = new RegExp("^[0-9a-f]{16}$", "u");
const pattern5 = new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,16}Z$", "u");
const pattern6 = new RegExp("^[^\\u0000-\\u001f\\u007f-\\u009f]*$", "u");
const pattern7 = new RegExp("^(/[^\\u0000-\\u001f\\u007f-\\u009f]*)?$", "u");
const pattern8 = new RegExp("^[0-9a-f]{32}$", "u");
const pattern9 = new RegExp("^/[^\\u0000-\\u001f\\u007f-\\u009f]*$", "u");
const pattern10 = new RegExp("^[0-9a-f]{64}$", "u");
const pattern11 = new RegExp("^((add|adopt|change|remove|keep|write) (ipv4|ipv6|name|file|nexthop|nftables)|set) [ -~]+$", "u");

function validate52(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://multihome.invalid/schemas/saved-plan.schema.json" */;
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
if(data.id === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.made === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "made"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.host === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "host"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.topology === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "topology"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.protocol === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "protocol"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.changes === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "changes"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
for(const key0 in data){
if(!((((((((key0 === "format") || (key0 === "format_version")) || (key0 === "id")) || (key0 === "made")) || (key0 === "host")) || (key0 === "topology")) || (key0 === "protocol")) || (key0 === "changes"))){
const err8 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.format !== undefined){
if("multihome-saved-plan" !== data.format){
const err9 = {instancePath:instancePath+"/format",schemaPath:"#/properties/format/const",keyword:"const",params:{allowedValue: "multihome-saved-plan"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.format_version !== undefined){
let data1 = data.format_version;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
const err10 = {instancePath:instancePath+"/format_version",schemaPath:"#/properties/format_version/pattern",keyword:"pattern",params:{pattern: "^1\\.[0-9]+$"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/format_version",schemaPath:"#/properties/format_version/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.id !== undefined){
let data2 = data.id;
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
const err12 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{16}$"}};
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
const err13 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.made !== undefined){
let data3 = data.made;
if(typeof data3 === "string"){
if(!pattern5.test(data3)){
const err14 = {instancePath:instancePath+"/made",schemaPath:"#/properties/made/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,16}Z$"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/made",schemaPath:"#/properties/made/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.host !== undefined){
let data4 = data.host;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.name === undefined){
const err16 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data4.machine_id === undefined){
const err17 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/required",keyword:"required",params:{missingProperty: "machine_id"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data4.network_namespace === undefined){
const err18 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/required",keyword:"required",params:{missingProperty: "network_namespace"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data4.root === undefined){
const err19 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/required",keyword:"required",params:{missingProperty: "root"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
for(const key1 in data4){
if(!((((key1 === "name") || (key1 === "root")) || (key1 === "machine_id")) || (key1 === "network_namespace"))){
const err20 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data4.name !== undefined){
let data5 = data4.name;
if(typeof data5 === "string"){
if(!pattern6.test(data5)){
const err21 = {instancePath:instancePath+"/host/name",schemaPath:"#/properties/host/properties/name/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f]*$"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/host/name",schemaPath:"#/properties/host/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data4.root !== undefined){
let data6 = data4.root;
if(typeof data6 === "string"){
if(!pattern7.test(data6)){
const err23 = {instancePath:instancePath+"/host/root",schemaPath:"#/properties/host/properties/root/pattern",keyword:"pattern",params:{pattern: "^(/[^\\u0000-\\u001f\\u007f-\\u009f]*)?$"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/host/root",schemaPath:"#/properties/host/properties/root/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data4.machine_id !== undefined){
let data7 = data4.machine_id;
if((typeof data7 !== "string") && (data7 !== null)){
const err25 = {instancePath:instancePath+"/host/machine_id",schemaPath:"#/properties/host/properties/machine_id/type",keyword:"type",params:{type: schema19.properties.host.properties.machine_id.type}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(typeof data7 === "string"){
if(!pattern8.test(data7)){
const err26 = {instancePath:instancePath+"/host/machine_id",schemaPath:"#/properties/host/properties/machine_id/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{32}$"}};
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
if(data4.network_namespace !== undefined){
let data8 = data4.network_namespace;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err27 = {instancePath:instancePath+"/host/network_namespace",schemaPath:"#/properties/host/properties/network_namespace/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 > 9007199254740991 || isNaN(data8)){
const err28 = {instancePath:instancePath+"/host/network_namespace",schemaPath:"#/properties/host/properties/network_namespace/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(data8 < 0 || isNaN(data8)){
const err29 = {instancePath:instancePath+"/host/network_namespace",schemaPath:"#/properties/host/properties/network_namespace/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
}
else {
const err30 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.topology !== undefined){
let data9 = data.topology;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.path === undefined){
const err31 = {instancePath:instancePath+"/topology",schemaPath:"#/properties/topology/required",keyword:"required",params:{missingProperty: "path"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(data9.digest === undefined){
const err32 = {instancePath:instancePath+"/topology",schemaPath:"#/properties/topology/required",keyword:"required",params:{missingProperty: "digest"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
for(const key2 in data9){
if(!((key2 === "path") || (key2 === "digest"))){
const err33 = {instancePath:instancePath+"/topology",schemaPath:"#/properties/topology/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data9.path !== undefined){
let data10 = data9.path;
if(typeof data10 === "string"){
if(!pattern9.test(data10)){
const err34 = {instancePath:instancePath+"/topology/path",schemaPath:"#/properties/topology/properties/path/pattern",keyword:"pattern",params:{pattern: "^/[^\\u0000-\\u001f\\u007f-\\u009f]*$"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
else {
const err35 = {instancePath:instancePath+"/topology/path",schemaPath:"#/properties/topology/properties/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data9.digest !== undefined){
let data11 = data9.digest;
if(typeof data11 === "string"){
if(!pattern10.test(data11)){
const err36 = {instancePath:instancePath+"/topology/digest",schemaPath:"#/properties/topology/properties/digest/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
else {
const err37 = {instancePath:instancePath+"/topology/digest",schemaPath:"#/properties/topology/properties/digest/type",keyword:"type",params:{type: "string"}};
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
const err38 = {instancePath:instancePath+"/topology",schemaPath:"#/properties/topology/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data.protocol !== undefined){
let data12 = data.protocol;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
const err39 = {instancePath:instancePath+"/protocol",schemaPath:"#/properties/protocol/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 > 255 || isNaN(data12)){
const err40 = {instancePath:instancePath+"/protocol",schemaPath:"#/properties/protocol/maximum",keyword:"maximum",params:{comparison: "<=", limit: 255}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(data12 < 5 || isNaN(data12)){
const err41 = {instancePath:instancePath+"/protocol",schemaPath:"#/properties/protocol/minimum",keyword:"minimum",params:{comparison: ">=", limit: 5}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
if(data.changes !== undefined){
let data13 = data.changes;
if(Array.isArray(data13)){
const len0 = data13.length;
for(let i0=0; i0<len0; i0++){
let data14 = data13[i0];
if(typeof data14 === "string"){
if(!pattern11.test(data14)){
const err42 = {instancePath:instancePath+"/changes/" + i0,schemaPath:"#/properties/changes/items/pattern",keyword:"pattern",params:{pattern: "^((add|adopt|change|remove|keep|write) (ipv4|ipv6|name|file|nexthop|nftables)|set) [ -~]+$"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/changes/" + i0,schemaPath:"#/properties/changes/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
else {
const err44 = {instancePath:instancePath+"/changes",schemaPath:"#/properties/changes/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
else {
const err45 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
validate52.errors = vErrors;
return errors === 0;
}
validate52.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
