// @ts-nocheck
// Generated from schemas/topology.schema.json by scripts/generate.ts: do not edit, run `npm run generate`.
export const validateTopology = validate52 as unknown as ((value: unknown) => boolean) & {
  readonly errors?: readonly {
    readonly keyword: string;
    readonly instancePath: string;
    readonly schemaPath: string;
    readonly params: Readonly<Record<string, unknown>>;
  }[] | null;
};
const schema19 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://multihome.invalid/schemas/topology.schema.json","type":"object","properties":{"version":{"type":"integer","const":1},"protocol":{"type":"integer"},"priority-base":{"type":"integer"},"main-first":{"type":"boolean"},"connection-marks":{"type":"boolean"},"sysctls":{"type":"string","enum":["leave","manage"]},"last-resort":{"$ref":"#/$defs/last-resort"},"route-options":{"$ref":"#/$defs/route-options"},"uplinks":{"type":"object","additionalProperties":{"$ref":"#/$defs/uplink"}},"networks":{"type":"object","additionalProperties":{"$ref":"#/$defs/network"}},"outbound":{"$ref":"#/$defs/outbound"},"policies":{"type":"array","items":{"$ref":"#/$defs/policy"}},"tables":{"type":"object","additionalProperties":{"type":["integer","object"],"properties":{"id":{"type":"integer"}},"additionalProperties":false}},"rules":{"type":"array","items":{"$ref":"#/$defs/rule"}},"routes":{"type":"array","items":{"$ref":"#/$defs/route"}},"health":{"$ref":"#/$defs/health"},"watch":{"type":"object","properties":{"hook":{"type":"array","items":{"type":"string"},"minItems":1},"hook-timeout":{"$ref":"#/$defs/duration"},"max-outage":{"$ref":"#/$defs/duration"},"conntrack":{"type":"boolean"}},"additionalProperties":false},"expect":{"type":"array","items":{"$ref":"#/$defs/expectation"}},"invariants":{"type":"array","items":{"type":"string","enum":["symmetric","no-leak","survives-any-single-uplink-down"]}},"management":{"type":"array","items":{"type":"string"}}},"required":["version"],"additionalProperties":false,"$defs":{"name":{"type":"string"},"interface":{"type":"string"},"address":{"type":"string"},"prefix":{"type":"string"},"duration":{"type":"string"},"percent":{"type":"string"},"family":{"type":"string","enum":["ipv4","ipv6"]},"table-reference":{"type":["integer","string"]},"last-resort":{"type":"string","enum":["unreachable","prohibit","blackhole","none"]},"mark":{"type":["integer","string"]},"port-range":{"type":["integer","string"]},"uid-range":{"type":["integer","string"]},"ip-protocol":{"type":["integer","string"]},"tos":{"type":"integer"},"dscp":{"type":"integer"},"realms":{"type":["integer","string"]},"priority":{"type":"integer"},"weight":{"type":"integer"},"destinations":{"type":["string","array","object"],"items":{"type":"string"},"minItems":1,"properties":{"file":{"type":"string"}},"required":["file"],"additionalProperties":false},"uplink-list":{"type":"array","items":{"type":"string"},"minItems":1},"route-options":{"type":"object","properties":{"mtu":{"type":"integer"},"advmss":{"type":"integer"},"window":{"type":"integer"},"rtt":{"$ref":"#/$defs/duration"},"rttvar":{"$ref":"#/$defs/duration"},"rto-min":{"$ref":"#/$defs/duration"},"ssthresh":{"type":"integer"},"cwnd":{"type":"integer"},"reordering":{"type":"integer"},"hoplimit":{"type":"integer"},"initcwnd":{"type":"integer"},"initrwnd":{"type":"integer"},"quickack":{"type":["boolean","integer"]},"features":{"type":"array","items":{"type":"string","enum":["ecn"]},"minItems":1},"congctl":{"type":"string"},"fastopen-no-cookie":{"type":["boolean","integer"]}},"additionalProperties":false},"uplink-family":{"type":"object","properties":{"address":{"type":["string","array"],"items":{"type":"string"},"minItems":1},"gateway":{"type":"string"},"onlink":{"type":"boolean"},"assume":{"type":"object","properties":{"address":{"type":"string"},"gateway":{"$ref":"#/$defs/address"}},"additionalProperties":false,"minProperties":1}},"required":["address"],"additionalProperties":false},"health":{"type":"object","properties":{"probe":{"type":"string","enum":["ping","tcp","http","dns","command"]},"targets":{"type":"array","items":{"type":"string"},"minItems":1},"command":{"type":"array","items":{"type":"string"},"minItems":1},"port":{"type":"integer"},"interval":{"$ref":"#/$defs/duration"},"timeout":{"$ref":"#/$defs/duration"},"down-after":{"$ref":"#/$defs/duration"},"up-after":{"$ref":"#/$defs/duration"},"quorum":{"type":"integer"},"loss":{"type":"object","properties":{"down":{"$ref":"#/$defs/percent"},"up":{"$ref":"#/$defs/percent"}},"required":["down","up"],"additionalProperties":false},"latency":{"type":"object","properties":{"down":{"$ref":"#/$defs/duration"},"up":{"$ref":"#/$defs/duration"}},"required":["down","up"],"additionalProperties":false}},"additionalProperties":false},"uplink":{"type":"object","properties":{"interface":{"$ref":"#/$defs/interface"},"table":{"type":["integer","string","object"],"properties":{"id":{"type":"integer"},"name":{"type":"string"}},"additionalProperties":false,"minProperties":1},"priority":{"$ref":"#/$defs/priority"},"mark":{"$ref":"#/$defs/mark"},"masquerade":{"type":["boolean","array"],"items":{"$ref":"#/$defs/family"},"minItems":1},"weight":{"$ref":"#/$defs/weight"},"last-resort":{"$ref":"#/$defs/last-resort"},"route-options":{"$ref":"#/$defs/route-options"},"ipv4":{"$ref":"#/$defs/uplink-family"},"ipv6":{"$ref":"#/$defs/uplink-family"},"health":{"$ref":"#/$defs/health"}},"required":["interface"],"additionalProperties":false},"network-family":{"type":["string","object"],"properties":{"address":{"type":"string"}},"required":["address"],"additionalProperties":false},"network":{"type":"object","properties":{"interface":{"$ref":"#/$defs/interface"},"ipv4":{"$ref":"#/$defs/network-family"},"ipv6":{"$ref":"#/$defs/network-family"}},"required":["interface"],"additionalProperties":false},"outbound":{"type":"object","properties":{"mode":{"type":"string","enum":["failover","balance","none"]},"uplinks":{"$ref":"#/$defs/uplink-list"},"metric":{"type":"integer"}},"required":["mode"],"additionalProperties":false},"policy":{"type":"object","properties":{"name":{"$ref":"#/$defs/name"},"family":{"$ref":"#/$defs/family"},"from":{"type":["string","array"],"items":{"type":"string"},"minItems":1},"to":{"$ref":"#/$defs/destinations"},"iif":{"$ref":"#/$defs/interface"},"oif":{"$ref":"#/$defs/interface"},"fwmark":{"$ref":"#/$defs/mark"},"tos":{"$ref":"#/$defs/tos"},"dscp":{"$ref":"#/$defs/dscp"},"ipproto":{"$ref":"#/$defs/ip-protocol"},"sport":{"$ref":"#/$defs/port-range"},"dport":{"$ref":"#/$defs/port-range"},"uidrange":{"$ref":"#/$defs/uid-range"},"priority":{"$ref":"#/$defs/priority"},"mode":{"type":"string","enum":["failover","balance"]},"uplinks":{"$ref":"#/$defs/uplink-list"}},"required":["uplinks"],"additionalProperties":false},"rule":{"type":"object","properties":{"family":{"$ref":"#/$defs/family"},"priority":{"$ref":"#/$defs/priority"},"not":{"type":"boolean"},"from":{"type":"string"},"to":{"type":"string"},"iif":{"$ref":"#/$defs/interface"},"oif":{"$ref":"#/$defs/interface"},"fwmark":{"$ref":"#/$defs/mark"},"tos":{"$ref":"#/$defs/tos"},"dscp":{"$ref":"#/$defs/dscp"},"ipproto":{"$ref":"#/$defs/ip-protocol"},"sport":{"$ref":"#/$defs/port-range"},"dport":{"$ref":"#/$defs/port-range"},"uidrange":{"$ref":"#/$defs/uid-range"},"tun-id":{"type":"integer"},"lookup":{"$ref":"#/$defs/table-reference"},"uplink":{"$ref":"#/$defs/name"},"goto":{"type":"integer"},"action":{"type":"string","enum":["nop","blackhole","unreachable","prohibit"]},"l3mdev":{"type":"boolean","enum":[true]},"adopt":{"type":"boolean"},"suppress-prefixlength":{"type":"integer"},"suppress-ifgroup":{"type":"integer"},"realms":{"$ref":"#/$defs/realms"}},"additionalProperties":false},"nexthop":{"type":"object","properties":{"via":{"$ref":"#/$defs/address"},"dev":{"$ref":"#/$defs/interface"},"uplink":{"$ref":"#/$defs/name"},"onlink":{"type":"boolean"},"weight":{"$ref":"#/$defs/weight"}},"additionalProperties":false,"minProperties":1},"route":{"type":"object","properties":{"family":{"$ref":"#/$defs/family"},"to":{"type":["string","array","object"],"items":{"type":"string"},"minItems":1,"properties":{"file":{"type":"string"}},"required":["file"],"additionalProperties":false},"type":{"type":"string","enum":["unicast","local","broadcast","multicast","anycast","unreachable","prohibit","blackhole","throw"]},"table":{"$ref":"#/$defs/table-reference"},"via":{"$ref":"#/$defs/address"},"dev":{"$ref":"#/$defs/interface"},"uplink":{"$ref":"#/$defs/name"},"onlink":{"type":"boolean"},"nexthops":{"type":"array","items":{"$ref":"#/$defs/nexthop"},"minItems":1},"nhid":{"type":"integer"},"src":{"$ref":"#/$defs/address"},"metric":{"type":"integer"},"tos":{"$ref":"#/$defs/tos"},"scope":{"type":["string","integer"]},"pref":{"type":"string","enum":["low","medium","high"]},"realms":{"$ref":"#/$defs/realms"},"adopt":{"type":"boolean"},"expires":{"$ref":"#/$defs/duration"},"mtu":{"$ref":"#/$defs/route-options/properties/mtu"},"advmss":{"$ref":"#/$defs/route-options/properties/advmss"},"window":{"$ref":"#/$defs/route-options/properties/window"},"rtt":{"$ref":"#/$defs/route-options/properties/rtt"},"rttvar":{"$ref":"#/$defs/route-options/properties/rttvar"},"rto-min":{"$ref":"#/$defs/route-options/properties/rto-min"},"ssthresh":{"$ref":"#/$defs/route-options/properties/ssthresh"},"cwnd":{"$ref":"#/$defs/route-options/properties/cwnd"},"reordering":{"$ref":"#/$defs/route-options/properties/reordering"},"hoplimit":{"$ref":"#/$defs/route-options/properties/hoplimit"},"initcwnd":{"$ref":"#/$defs/route-options/properties/initcwnd"},"initrwnd":{"$ref":"#/$defs/route-options/properties/initrwnd"},"quickack":{"$ref":"#/$defs/route-options/properties/quickack"},"features":{"$ref":"#/$defs/route-options/properties/features"},"congctl":{"$ref":"#/$defs/route-options/properties/congctl"},"fastopen-no-cookie":{"$ref":"#/$defs/route-options/properties/fastopen-no-cookie"}},"required":["to"],"additionalProperties":false},"expectation":{"type":["string","object"],"properties":{"name":{"type":"string"},"each":{"type":["array","object"],"minItems":1,"items":{"type":"object","minProperties":1,"additionalProperties":{"type":["string","integer"]}},"minProperties":1,"additionalProperties":{"type":"array","minItems":1,"items":{"type":["string","integer"]}}},"when":{"type":"object","properties":{"down":{"type":"array","items":{"type":"string"},"minItems":1}},"required":["down"],"additionalProperties":false},"flow":{"type":["string","array"],"items":{"type":"string"},"minItems":1},"then":{"type":"string"}},"required":["flow","then"],"additionalProperties":false}}};
const func1 = Object.prototype.hasOwnProperty;
const schema20 = {"type":"string","enum":["unreachable","prohibit","blackhole","none"]};

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
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(!((((data === "unreachable") || (data === "prohibit")) || (data === "blackhole")) || (data === "none"))){
const err1 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema20.enum}};
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

const schema21 = {"type":"object","properties":{"mtu":{"type":"integer"},"advmss":{"type":"integer"},"window":{"type":"integer"},"rtt":{"$ref":"#/$defs/duration"},"rttvar":{"$ref":"#/$defs/duration"},"rto-min":{"$ref":"#/$defs/duration"},"ssthresh":{"type":"integer"},"cwnd":{"type":"integer"},"reordering":{"type":"integer"},"hoplimit":{"type":"integer"},"initcwnd":{"type":"integer"},"initrwnd":{"type":"integer"},"quickack":{"type":["boolean","integer"]},"features":{"type":"array","items":{"type":"string","enum":["ecn"]},"minItems":1},"congctl":{"type":"string"},"fastopen-no-cookie":{"type":["boolean","integer"]}},"additionalProperties":false};
const schema22 = {"type":"string"};

function validate56(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate56.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate56.errors = vErrors;
return errors === 0;
}
validate56.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate55(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate55.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema21.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.mtu !== undefined){
let data0 = data.mtu;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err1 = {instancePath:instancePath+"/mtu",schemaPath:"#/properties/mtu/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.advmss !== undefined){
let data1 = data.advmss;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err2 = {instancePath:instancePath+"/advmss",schemaPath:"#/properties/advmss/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.window !== undefined){
let data2 = data.window;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err3 = {instancePath:instancePath+"/window",schemaPath:"#/properties/window/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.rtt !== undefined){
if(!(validate56(data.rtt, {instancePath:instancePath+"/rtt",parentData:data,parentDataProperty:"rtt",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate56.errors);
errors = vErrors.length;
}
}
if(data.rttvar !== undefined){
if(!(validate56(data.rttvar, {instancePath:instancePath+"/rttvar",parentData:data,parentDataProperty:"rttvar",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate56.errors);
errors = vErrors.length;
}
}
if(data["rto-min"] !== undefined){
if(!(validate56(data["rto-min"], {instancePath:instancePath+"/rto-min",parentData:data,parentDataProperty:"rto-min",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate56.errors);
errors = vErrors.length;
}
}
if(data.ssthresh !== undefined){
let data6 = data.ssthresh;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err4 = {instancePath:instancePath+"/ssthresh",schemaPath:"#/properties/ssthresh/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.cwnd !== undefined){
let data7 = data.cwnd;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err5 = {instancePath:instancePath+"/cwnd",schemaPath:"#/properties/cwnd/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.reordering !== undefined){
let data8 = data.reordering;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err6 = {instancePath:instancePath+"/reordering",schemaPath:"#/properties/reordering/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.hoplimit !== undefined){
let data9 = data.hoplimit;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err7 = {instancePath:instancePath+"/hoplimit",schemaPath:"#/properties/hoplimit/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.initcwnd !== undefined){
let data10 = data.initcwnd;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err8 = {instancePath:instancePath+"/initcwnd",schemaPath:"#/properties/initcwnd/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.initrwnd !== undefined){
let data11 = data.initrwnd;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err9 = {instancePath:instancePath+"/initrwnd",schemaPath:"#/properties/initrwnd/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.quickack !== undefined){
let data12 = data.quickack;
if((typeof data12 !== "boolean") && (!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12))))){
const err10 = {instancePath:instancePath+"/quickack",schemaPath:"#/properties/quickack/type",keyword:"type",params:{type: schema21.properties.quickack.type}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.features !== undefined){
let data13 = data.features;
if(Array.isArray(data13)){
if(data13.length < 1){
const err11 = {instancePath:instancePath+"/features",schemaPath:"#/properties/features/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
const len0 = data13.length;
for(let i0=0; i0<len0; i0++){
let data14 = data13[i0];
if(typeof data14 !== "string"){
const err12 = {instancePath:instancePath+"/features/" + i0,schemaPath:"#/properties/features/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(!(data14 === "ecn")){
const err13 = {instancePath:instancePath+"/features/" + i0,schemaPath:"#/properties/features/items/enum",keyword:"enum",params:{allowedValues: schema21.properties.features.items.enum}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/features",schemaPath:"#/properties/features/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.congctl !== undefined){
if(typeof data.congctl !== "string"){
const err15 = {instancePath:instancePath+"/congctl",schemaPath:"#/properties/congctl/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data["fastopen-no-cookie"] !== undefined){
let data16 = data["fastopen-no-cookie"];
if((typeof data16 !== "boolean") && (!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16))))){
const err16 = {instancePath:instancePath+"/fastopen-no-cookie",schemaPath:"#/properties/fastopen-no-cookie/type",keyword:"type",params:{type: schema21.properties["fastopen-no-cookie"].type}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
validate55.errors = vErrors;
return errors === 0;
}
validate55.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema23 = {"type":"object","properties":{"interface":{"$ref":"#/$defs/interface"},"table":{"type":["integer","string","object"],"properties":{"id":{"type":"integer"},"name":{"type":"string"}},"additionalProperties":false,"minProperties":1},"priority":{"$ref":"#/$defs/priority"},"mark":{"$ref":"#/$defs/mark"},"masquerade":{"type":["boolean","array"],"items":{"$ref":"#/$defs/family"},"minItems":1},"weight":{"$ref":"#/$defs/weight"},"last-resort":{"$ref":"#/$defs/last-resort"},"route-options":{"$ref":"#/$defs/route-options"},"ipv4":{"$ref":"#/$defs/uplink-family"},"ipv6":{"$ref":"#/$defs/uplink-family"},"health":{"$ref":"#/$defs/health"}},"required":["interface"],"additionalProperties":false};
const schema24 = {"type":"string"};

function validate62(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate62.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate62.errors = vErrors;
return errors === 0;
}
validate62.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema25 = {"type":"integer"};

function validate64(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate64.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate64.errors = vErrors;
return errors === 0;
}
validate64.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema26 = {"type":["integer","string"]};

function validate66(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate66.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))) && (typeof data !== "string")){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema26.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate66.errors = vErrors;
return errors === 0;
}
validate66.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema27 = {"type":"string","enum":["ipv4","ipv6"]};

function validate68(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate68.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(!((data === "ipv4") || (data === "ipv6"))){
const err1 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema27.enum}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate68.errors = vErrors;
return errors === 0;
}
validate68.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema28 = {"type":"integer"};

function validate70(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate70.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate70.errors = vErrors;
return errors === 0;
}
validate70.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema29 = {"type":"object","properties":{"address":{"type":["string","array"],"items":{"type":"string"},"minItems":1},"gateway":{"type":"string"},"onlink":{"type":"boolean"},"assume":{"type":"object","properties":{"address":{"type":"string"},"gateway":{"$ref":"#/$defs/address"}},"additionalProperties":false,"minProperties":1}},"required":["address"],"additionalProperties":false};
const schema30 = {"type":"string"};

function validate75(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate75.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate75.errors = vErrors;
return errors === 0;
}
validate75.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate74(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate74.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.address === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "address"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "address") || (key0 === "gateway")) || (key0 === "onlink")) || (key0 === "assume"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.address !== undefined){
let data0 = data.address;
if((typeof data0 !== "string") && (!(Array.isArray(data0)))){
const err2 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/type",keyword:"type",params:{type: schema29.properties.address.type}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(Array.isArray(data0)){
if(data0.length < 1){
const err3 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
if(typeof data0[i0] !== "string"){
const err4 = {instancePath:instancePath+"/address/" + i0,schemaPath:"#/properties/address/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
}
if(data.gateway !== undefined){
if(typeof data.gateway !== "string"){
const err5 = {instancePath:instancePath+"/gateway",schemaPath:"#/properties/gateway/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.onlink !== undefined){
if(typeof data.onlink !== "boolean"){
const err6 = {instancePath:instancePath+"/onlink",schemaPath:"#/properties/onlink/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.assume !== undefined){
let data4 = data.assume;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(Object.keys(data4).length < 1){
const err7 = {instancePath:instancePath+"/assume",schemaPath:"#/properties/assume/minProperties",keyword:"minProperties",params:{limit: 1}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
for(const key1 in data4){
if(!((key1 === "address") || (key1 === "gateway"))){
const err8 = {instancePath:instancePath+"/assume",schemaPath:"#/properties/assume/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data4.address !== undefined){
if(typeof data4.address !== "string"){
const err9 = {instancePath:instancePath+"/assume/address",schemaPath:"#/properties/assume/properties/address/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data4.gateway !== undefined){
if(!(validate75(data4.gateway, {instancePath:instancePath+"/assume/gateway",parentData:data4,parentDataProperty:"gateway",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate75.errors);
errors = vErrors.length;
}
}
}
else {
const err10 = {instancePath:instancePath+"/assume",schemaPath:"#/properties/assume/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
validate74.errors = vErrors;
return errors === 0;
}
validate74.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema31 = {"type":"object","properties":{"probe":{"type":"string","enum":["ping","tcp","http","dns","command"]},"targets":{"type":"array","items":{"type":"string"},"minItems":1},"command":{"type":"array","items":{"type":"string"},"minItems":1},"port":{"type":"integer"},"interval":{"$ref":"#/$defs/duration"},"timeout":{"$ref":"#/$defs/duration"},"down-after":{"$ref":"#/$defs/duration"},"up-after":{"$ref":"#/$defs/duration"},"quorum":{"type":"integer"},"loss":{"type":"object","properties":{"down":{"$ref":"#/$defs/percent"},"up":{"$ref":"#/$defs/percent"}},"required":["down","up"],"additionalProperties":false},"latency":{"type":"object","properties":{"down":{"$ref":"#/$defs/duration"},"up":{"$ref":"#/$defs/duration"}},"required":["down","up"],"additionalProperties":false}},"additionalProperties":false};
const schema32 = {"type":"string"};

function validate84(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate84.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate84.errors = vErrors;
return errors === 0;
}
validate84.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate79(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate79.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema31.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.probe !== undefined){
let data0 = data.probe;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/probe",schemaPath:"#/properties/probe/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(!(((((data0 === "ping") || (data0 === "tcp")) || (data0 === "http")) || (data0 === "dns")) || (data0 === "command"))){
const err2 = {instancePath:instancePath+"/probe",schemaPath:"#/properties/probe/enum",keyword:"enum",params:{allowedValues: schema31.properties.probe.enum}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.targets !== undefined){
let data1 = data.targets;
if(Array.isArray(data1)){
if(data1.length < 1){
const err3 = {instancePath:instancePath+"/targets",schemaPath:"#/properties/targets/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
if(typeof data1[i0] !== "string"){
const err4 = {instancePath:instancePath+"/targets/" + i0,schemaPath:"#/properties/targets/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath:instancePath+"/targets",schemaPath:"#/properties/targets/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.command !== undefined){
let data3 = data.command;
if(Array.isArray(data3)){
if(data3.length < 1){
const err6 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
const len1 = data3.length;
for(let i1=0; i1<len1; i1++){
if(typeof data3[i1] !== "string"){
const err7 = {instancePath:instancePath+"/command/" + i1,schemaPath:"#/properties/command/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.port !== undefined){
let data5 = data.port;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err9 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.interval !== undefined){
if(!(validate56(data.interval, {instancePath:instancePath+"/interval",parentData:data,parentDataProperty:"interval",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate56.errors);
errors = vErrors.length;
}
}
if(data.timeout !== undefined){
if(!(validate56(data.timeout, {instancePath:instancePath+"/timeout",parentData:data,parentDataProperty:"timeout",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate56.errors);
errors = vErrors.length;
}
}
if(data["down-after"] !== undefined){
if(!(validate56(data["down-after"], {instancePath:instancePath+"/down-after",parentData:data,parentDataProperty:"down-after",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate56.errors);
errors = vErrors.length;
}
}
if(data["up-after"] !== undefined){
if(!(validate56(data["up-after"], {instancePath:instancePath+"/up-after",parentData:data,parentDataProperty:"up-after",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate56.errors);
errors = vErrors.length;
}
}
if(data.quorum !== undefined){
let data10 = data.quorum;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err10 = {instancePath:instancePath+"/quorum",schemaPath:"#/properties/quorum/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.loss !== undefined){
let data11 = data.loss;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.down === undefined){
const err11 = {instancePath:instancePath+"/loss",schemaPath:"#/properties/loss/required",keyword:"required",params:{missingProperty: "down"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data11.up === undefined){
const err12 = {instancePath:instancePath+"/loss",schemaPath:"#/properties/loss/required",keyword:"required",params:{missingProperty: "up"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
for(const key1 in data11){
if(!((key1 === "down") || (key1 === "up"))){
const err13 = {instancePath:instancePath+"/loss",schemaPath:"#/properties/loss/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data11.down !== undefined){
if(!(validate84(data11.down, {instancePath:instancePath+"/loss/down",parentData:data11,parentDataProperty:"down",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate84.errors);
errors = vErrors.length;
}
}
if(data11.up !== undefined){
if(!(validate84(data11.up, {instancePath:instancePath+"/loss/up",parentData:data11,parentDataProperty:"up",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate84.errors);
errors = vErrors.length;
}
}
}
else {
const err14 = {instancePath:instancePath+"/loss",schemaPath:"#/properties/loss/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.latency !== undefined){
let data14 = data.latency;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(data14.down === undefined){
const err15 = {instancePath:instancePath+"/latency",schemaPath:"#/properties/latency/required",keyword:"required",params:{missingProperty: "down"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data14.up === undefined){
const err16 = {instancePath:instancePath+"/latency",schemaPath:"#/properties/latency/required",keyword:"required",params:{missingProperty: "up"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
for(const key2 in data14){
if(!((key2 === "down") || (key2 === "up"))){
const err17 = {instancePath:instancePath+"/latency",schemaPath:"#/properties/latency/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data14.down !== undefined){
if(!(validate56(data14.down, {instancePath:instancePath+"/latency/down",parentData:data14,parentDataProperty:"down",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate56.errors);
errors = vErrors.length;
}
}
if(data14.up !== undefined){
if(!(validate56(data14.up, {instancePath:instancePath+"/latency/up",parentData:data14,parentDataProperty:"up",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate56.errors);
errors = vErrors.length;
}
}
}
else {
const err18 = {instancePath:instancePath+"/latency",schemaPath:"#/properties/latency/type",keyword:"type",params:{type: "object"}};
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
else {
const err19 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
validate79.errors = vErrors;
return errors === 0;
}
validate79.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate61(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate61.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.interface === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "interface"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema23.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.interface !== undefined){
if(!(validate62(data.interface, {instancePath:instancePath+"/interface",parentData:data,parentDataProperty:"interface",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate62.errors);
errors = vErrors.length;
}
}
if(data.table !== undefined){
let data1 = data.table;
if(((!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))) && (typeof data1 !== "string")) && (!(data1 && typeof data1 == "object" && !Array.isArray(data1)))){
const err2 = {instancePath:instancePath+"/table",schemaPath:"#/properties/table/type",keyword:"type",params:{type: schema23.properties.table.type}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(Object.keys(data1).length < 1){
const err3 = {instancePath:instancePath+"/table",schemaPath:"#/properties/table/minProperties",keyword:"minProperties",params:{limit: 1}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key1 in data1){
if(!((key1 === "id") || (key1 === "name"))){
const err4 = {instancePath:instancePath+"/table",schemaPath:"#/properties/table/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data1.id !== undefined){
let data2 = data1.id;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err5 = {instancePath:instancePath+"/table/id",schemaPath:"#/properties/table/properties/id/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data1.name !== undefined){
if(typeof data1.name !== "string"){
const err6 = {instancePath:instancePath+"/table/name",schemaPath:"#/properties/table/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
}
if(data.priority !== undefined){
if(!(validate64(data.priority, {instancePath:instancePath+"/priority",parentData:data,parentDataProperty:"priority",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate64.errors);
errors = vErrors.length;
}
}
if(data.mark !== undefined){
if(!(validate66(data.mark, {instancePath:instancePath+"/mark",parentData:data,parentDataProperty:"mark",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate66.errors);
errors = vErrors.length;
}
}
if(data.masquerade !== undefined){
let data6 = data.masquerade;
if((typeof data6 !== "boolean") && (!(Array.isArray(data6)))){
const err7 = {instancePath:instancePath+"/masquerade",schemaPath:"#/properties/masquerade/type",keyword:"type",params:{type: schema23.properties.masquerade.type}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(Array.isArray(data6)){
if(data6.length < 1){
const err8 = {instancePath:instancePath+"/masquerade",schemaPath:"#/properties/masquerade/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
const len0 = data6.length;
for(let i0=0; i0<len0; i0++){
if(!(validate68(data6[i0], {instancePath:instancePath+"/masquerade/" + i0,parentData:data6,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate68.errors);
errors = vErrors.length;
}
}
}
}
if(data.weight !== undefined){
if(!(validate70(data.weight, {instancePath:instancePath+"/weight",parentData:data,parentDataProperty:"weight",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate70.errors);
errors = vErrors.length;
}
}
if(data["last-resort"] !== undefined){
if(!(validate53(data["last-resort"], {instancePath:instancePath+"/last-resort",parentData:data,parentDataProperty:"last-resort",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate53.errors);
errors = vErrors.length;
}
}
if(data["route-options"] !== undefined){
if(!(validate55(data["route-options"], {instancePath:instancePath+"/route-options",parentData:data,parentDataProperty:"route-options",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate55.errors);
errors = vErrors.length;
}
}
if(data.ipv4 !== undefined){
if(!(validate74(data.ipv4, {instancePath:instancePath+"/ipv4",parentData:data,parentDataProperty:"ipv4",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate74.errors);
errors = vErrors.length;
}
}
if(data.ipv6 !== undefined){
if(!(validate74(data.ipv6, {instancePath:instancePath+"/ipv6",parentData:data,parentDataProperty:"ipv6",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate74.errors);
errors = vErrors.length;
}
}
if(data.health !== undefined){
if(!(validate79(data.health, {instancePath:instancePath+"/health",parentData:data,parentDataProperty:"health",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate79.errors);
errors = vErrors.length;
}
}
}
else {
const err9 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
validate61.errors = vErrors;
return errors === 0;
}
validate61.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema33 = {"type":"object","properties":{"interface":{"$ref":"#/$defs/interface"},"ipv4":{"$ref":"#/$defs/network-family"},"ipv6":{"$ref":"#/$defs/network-family"}},"required":["interface"],"additionalProperties":false};
const schema34 = {"type":["string","object"],"properties":{"address":{"type":"string"}},"required":["address"],"additionalProperties":false};

function validate93(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate93.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema34.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.address === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "address"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "address")){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.address !== undefined){
if(typeof data.address !== "string"){
const err3 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
validate93.errors = vErrors;
return errors === 0;
}
validate93.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate91(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate91.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.interface === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "interface"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "interface") || (key0 === "ipv4")) || (key0 === "ipv6"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.interface !== undefined){
if(!(validate62(data.interface, {instancePath:instancePath+"/interface",parentData:data,parentDataProperty:"interface",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate62.errors);
errors = vErrors.length;
}
}
if(data.ipv4 !== undefined){
if(!(validate93(data.ipv4, {instancePath:instancePath+"/ipv4",parentData:data,parentDataProperty:"ipv4",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate93.errors);
errors = vErrors.length;
}
}
if(data.ipv6 !== undefined){
if(!(validate93(data.ipv6, {instancePath:instancePath+"/ipv6",parentData:data,parentDataProperty:"ipv6",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate93.errors);
errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate91.errors = vErrors;
return errors === 0;
}
validate91.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema35 = {"type":"object","properties":{"mode":{"type":"string","enum":["failover","balance","none"]},"uplinks":{"$ref":"#/$defs/uplink-list"},"metric":{"type":"integer"}},"required":["mode"],"additionalProperties":false};
const schema36 = {"type":"array","items":{"type":"string"},"minItems":1};

function validate98(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate98.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(Array.isArray(data)){
if(data.length < 1){
const err0 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(typeof data[i0] !== "string"){
const err1 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate98.errors = vErrors;
return errors === 0;
}
validate98.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};


function validate97(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate97.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.mode === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "mode"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "mode") || (key0 === "uplinks")) || (key0 === "metric"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.mode !== undefined){
let data0 = data.mode;
if(typeof data0 !== "string"){
const err2 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(!(((data0 === "failover") || (data0 === "balance")) || (data0 === "none"))){
const err3 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/enum",keyword:"enum",params:{allowedValues: schema35.properties.mode.enum}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.uplinks !== undefined){
if(!(validate98(data.uplinks, {instancePath:instancePath+"/uplinks",parentData:data,parentDataProperty:"uplinks",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate98.errors);
errors = vErrors.length;
}
}
if(data.metric !== undefined){
let data2 = data.metric;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err4 = {instancePath:instancePath+"/metric",schemaPath:"#/properties/metric/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
validate97.errors = vErrors;
return errors === 0;
}
validate97.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema37 = {"type":"object","properties":{"name":{"$ref":"#/$defs/name"},"family":{"$ref":"#/$defs/family"},"from":{"type":["string","array"],"items":{"type":"string"},"minItems":1},"to":{"$ref":"#/$defs/destinations"},"iif":{"$ref":"#/$defs/interface"},"oif":{"$ref":"#/$defs/interface"},"fwmark":{"$ref":"#/$defs/mark"},"tos":{"$ref":"#/$defs/tos"},"dscp":{"$ref":"#/$defs/dscp"},"ipproto":{"$ref":"#/$defs/ip-protocol"},"sport":{"$ref":"#/$defs/port-range"},"dport":{"$ref":"#/$defs/port-range"},"uidrange":{"$ref":"#/$defs/uid-range"},"priority":{"$ref":"#/$defs/priority"},"mode":{"type":"string","enum":["failover","balance"]},"uplinks":{"$ref":"#/$defs/uplink-list"}},"required":["uplinks"],"additionalProperties":false};
const schema38 = {"type":"string"};

function validate102(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate102.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate102.errors = vErrors;
return errors === 0;
}
validate102.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema39 = {"type":["string","array","object"],"items":{"type":"string"},"minItems":1,"properties":{"file":{"type":"string"}},"required":["file"],"additionalProperties":false};

function validate105(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate105.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!data || typeof data != "object") && (typeof data !== "string")){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema39.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(Array.isArray(data)){
if(data.length < 1){
const err1 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(typeof data[i0] !== "string"){
const err2 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.file === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "file"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "file")){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.file !== undefined){
if(typeof data.file !== "string"){
const err5 = {instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
validate105.errors = vErrors;
return errors === 0;
}
validate105.evaluated = {"props":true,"items":true,"dynamicProps":false,"dynamicItems":false};

const schema40 = {"type":"integer"};

function validate110(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate110.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate110.errors = vErrors;
return errors === 0;
}
validate110.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema41 = {"type":"integer"};

function validate112(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate112.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate112.errors = vErrors;
return errors === 0;
}
validate112.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema42 = {"type":["integer","string"]};

function validate114(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate114.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))) && (typeof data !== "string")){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema42.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate114.errors = vErrors;
return errors === 0;
}
validate114.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema43 = {"type":["integer","string"]};

function validate116(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate116.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))) && (typeof data !== "string")){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema43.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate116.errors = vErrors;
return errors === 0;
}
validate116.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema44 = {"type":["integer","string"]};

function validate119(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate119.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))) && (typeof data !== "string")){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema44.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate119.errors = vErrors;
return errors === 0;
}
validate119.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate101(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate101.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.uplinks === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "uplinks"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema37.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.name !== undefined){
if(!(validate102(data.name, {instancePath:instancePath+"/name",parentData:data,parentDataProperty:"name",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate102.errors);
errors = vErrors.length;
}
}
if(data.family !== undefined){
if(!(validate68(data.family, {instancePath:instancePath+"/family",parentData:data,parentDataProperty:"family",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate68.errors);
errors = vErrors.length;
}
}
if(data.from !== undefined){
let data2 = data.from;
if((typeof data2 !== "string") && (!(Array.isArray(data2)))){
const err2 = {instancePath:instancePath+"/from",schemaPath:"#/properties/from/type",keyword:"type",params:{type: schema37.properties.from.type}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(Array.isArray(data2)){
if(data2.length < 1){
const err3 = {instancePath:instancePath+"/from",schemaPath:"#/properties/from/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
if(typeof data2[i0] !== "string"){
const err4 = {instancePath:instancePath+"/from/" + i0,schemaPath:"#/properties/from/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
}
if(data.to !== undefined){
if(!(validate105(data.to, {instancePath:instancePath+"/to",parentData:data,parentDataProperty:"to",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate105.errors);
errors = vErrors.length;
}
}
if(data.iif !== undefined){
if(!(validate62(data.iif, {instancePath:instancePath+"/iif",parentData:data,parentDataProperty:"iif",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate62.errors);
errors = vErrors.length;
}
}
if(data.oif !== undefined){
if(!(validate62(data.oif, {instancePath:instancePath+"/oif",parentData:data,parentDataProperty:"oif",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate62.errors);
errors = vErrors.length;
}
}
if(data.fwmark !== undefined){
if(!(validate66(data.fwmark, {instancePath:instancePath+"/fwmark",parentData:data,parentDataProperty:"fwmark",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate66.errors);
errors = vErrors.length;
}
}
if(data.tos !== undefined){
if(!(validate110(data.tos, {instancePath:instancePath+"/tos",parentData:data,parentDataProperty:"tos",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate110.errors);
errors = vErrors.length;
}
}
if(data.dscp !== undefined){
if(!(validate112(data.dscp, {instancePath:instancePath+"/dscp",parentData:data,parentDataProperty:"dscp",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate112.errors);
errors = vErrors.length;
}
}
if(data.ipproto !== undefined){
if(!(validate114(data.ipproto, {instancePath:instancePath+"/ipproto",parentData:data,parentDataProperty:"ipproto",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate114.errors);
errors = vErrors.length;
}
}
if(data.sport !== undefined){
if(!(validate116(data.sport, {instancePath:instancePath+"/sport",parentData:data,parentDataProperty:"sport",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate116.errors);
errors = vErrors.length;
}
}
if(data.dport !== undefined){
if(!(validate116(data.dport, {instancePath:instancePath+"/dport",parentData:data,parentDataProperty:"dport",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate116.errors);
errors = vErrors.length;
}
}
if(data.uidrange !== undefined){
if(!(validate119(data.uidrange, {instancePath:instancePath+"/uidrange",parentData:data,parentDataProperty:"uidrange",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate119.errors);
errors = vErrors.length;
}
}
if(data.priority !== undefined){
if(!(validate64(data.priority, {instancePath:instancePath+"/priority",parentData:data,parentDataProperty:"priority",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate64.errors);
errors = vErrors.length;
}
}
if(data.mode !== undefined){
let data15 = data.mode;
if(typeof data15 !== "string"){
const err5 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!((data15 === "failover") || (data15 === "balance"))){
const err6 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/enum",keyword:"enum",params:{allowedValues: schema37.properties.mode.enum}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.uplinks !== undefined){
if(!(validate98(data.uplinks, {instancePath:instancePath+"/uplinks",parentData:data,parentDataProperty:"uplinks",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate98.errors);
errors = vErrors.length;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
validate101.errors = vErrors;
return errors === 0;
}
validate101.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema45 = {"type":"object","properties":{"family":{"$ref":"#/$defs/family"},"priority":{"$ref":"#/$defs/priority"},"not":{"type":"boolean"},"from":{"type":"string"},"to":{"type":"string"},"iif":{"$ref":"#/$defs/interface"},"oif":{"$ref":"#/$defs/interface"},"fwmark":{"$ref":"#/$defs/mark"},"tos":{"$ref":"#/$defs/tos"},"dscp":{"$ref":"#/$defs/dscp"},"ipproto":{"$ref":"#/$defs/ip-protocol"},"sport":{"$ref":"#/$defs/port-range"},"dport":{"$ref":"#/$defs/port-range"},"uidrange":{"$ref":"#/$defs/uid-range"},"tun-id":{"type":"integer"},"lookup":{"$ref":"#/$defs/table-reference"},"uplink":{"$ref":"#/$defs/name"},"goto":{"type":"integer"},"action":{"type":"string","enum":["nop","blackhole","unreachable","prohibit"]},"l3mdev":{"type":"boolean","enum":[true]},"adopt":{"type":"boolean"},"suppress-prefixlength":{"type":"integer"},"suppress-ifgroup":{"type":"integer"},"realms":{"$ref":"#/$defs/realms"}},"additionalProperties":false};
const schema46 = {"type":["integer","string"]};

function validate136(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate136.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))) && (typeof data !== "string")){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema46.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate136.errors = vErrors;
return errors === 0;
}
validate136.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema47 = {"type":["integer","string"]};

function validate139(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate139.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))) && (typeof data !== "string")){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema47.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate139.errors = vErrors;
return errors === 0;
}
validate139.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate124(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate124.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema45.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.family !== undefined){
if(!(validate68(data.family, {instancePath:instancePath+"/family",parentData:data,parentDataProperty:"family",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate68.errors);
errors = vErrors.length;
}
}
if(data.priority !== undefined){
if(!(validate64(data.priority, {instancePath:instancePath+"/priority",parentData:data,parentDataProperty:"priority",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate64.errors);
errors = vErrors.length;
}
}
if(data.not !== undefined){
if(typeof data.not !== "boolean"){
const err1 = {instancePath:instancePath+"/not",schemaPath:"#/properties/not/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.from !== undefined){
if(typeof data.from !== "string"){
const err2 = {instancePath:instancePath+"/from",schemaPath:"#/properties/from/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.to !== undefined){
if(typeof data.to !== "string"){
const err3 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.iif !== undefined){
if(!(validate62(data.iif, {instancePath:instancePath+"/iif",parentData:data,parentDataProperty:"iif",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate62.errors);
errors = vErrors.length;
}
}
if(data.oif !== undefined){
if(!(validate62(data.oif, {instancePath:instancePath+"/oif",parentData:data,parentDataProperty:"oif",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate62.errors);
errors = vErrors.length;
}
}
if(data.fwmark !== undefined){
if(!(validate66(data.fwmark, {instancePath:instancePath+"/fwmark",parentData:data,parentDataProperty:"fwmark",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate66.errors);
errors = vErrors.length;
}
}
if(data.tos !== undefined){
if(!(validate110(data.tos, {instancePath:instancePath+"/tos",parentData:data,parentDataProperty:"tos",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate110.errors);
errors = vErrors.length;
}
}
if(data.dscp !== undefined){
if(!(validate112(data.dscp, {instancePath:instancePath+"/dscp",parentData:data,parentDataProperty:"dscp",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate112.errors);
errors = vErrors.length;
}
}
if(data.ipproto !== undefined){
if(!(validate114(data.ipproto, {instancePath:instancePath+"/ipproto",parentData:data,parentDataProperty:"ipproto",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate114.errors);
errors = vErrors.length;
}
}
if(data.sport !== undefined){
if(!(validate116(data.sport, {instancePath:instancePath+"/sport",parentData:data,parentDataProperty:"sport",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate116.errors);
errors = vErrors.length;
}
}
if(data.dport !== undefined){
if(!(validate116(data.dport, {instancePath:instancePath+"/dport",parentData:data,parentDataProperty:"dport",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate116.errors);
errors = vErrors.length;
}
}
if(data.uidrange !== undefined){
if(!(validate119(data.uidrange, {instancePath:instancePath+"/uidrange",parentData:data,parentDataProperty:"uidrange",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate119.errors);
errors = vErrors.length;
}
}
if(data["tun-id"] !== undefined){
let data14 = data["tun-id"];
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
const err4 = {instancePath:instancePath+"/tun-id",schemaPath:"#/properties/tun-id/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.lookup !== undefined){
if(!(validate136(data.lookup, {instancePath:instancePath+"/lookup",parentData:data,parentDataProperty:"lookup",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate136.errors);
errors = vErrors.length;
}
}
if(data.uplink !== undefined){
if(!(validate102(data.uplink, {instancePath:instancePath+"/uplink",parentData:data,parentDataProperty:"uplink",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate102.errors);
errors = vErrors.length;
}
}
if(data.goto !== undefined){
let data17 = data.goto;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
const err5 = {instancePath:instancePath+"/goto",schemaPath:"#/properties/goto/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.action !== undefined){
let data18 = data.action;
if(typeof data18 !== "string"){
const err6 = {instancePath:instancePath+"/action",schemaPath:"#/properties/action/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!((((data18 === "nop") || (data18 === "blackhole")) || (data18 === "unreachable")) || (data18 === "prohibit"))){
const err7 = {instancePath:instancePath+"/action",schemaPath:"#/properties/action/enum",keyword:"enum",params:{allowedValues: schema45.properties.action.enum}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.l3mdev !== undefined){
let data19 = data.l3mdev;
if(typeof data19 !== "boolean"){
const err8 = {instancePath:instancePath+"/l3mdev",schemaPath:"#/properties/l3mdev/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!(data19 === true)){
const err9 = {instancePath:instancePath+"/l3mdev",schemaPath:"#/properties/l3mdev/enum",keyword:"enum",params:{allowedValues: schema45.properties.l3mdev.enum}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.adopt !== undefined){
if(typeof data.adopt !== "boolean"){
const err10 = {instancePath:instancePath+"/adopt",schemaPath:"#/properties/adopt/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data["suppress-prefixlength"] !== undefined){
let data21 = data["suppress-prefixlength"];
if(!(((typeof data21 == "number") && (!(data21 % 1) && !isNaN(data21))) && (isFinite(data21)))){
const err11 = {instancePath:instancePath+"/suppress-prefixlength",schemaPath:"#/properties/suppress-prefixlength/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data["suppress-ifgroup"] !== undefined){
let data22 = data["suppress-ifgroup"];
if(!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22)))){
const err12 = {instancePath:instancePath+"/suppress-ifgroup",schemaPath:"#/properties/suppress-ifgroup/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.realms !== undefined){
if(!(validate139(data.realms, {instancePath:instancePath+"/realms",parentData:data,parentDataProperty:"realms",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate139.errors);
errors = vErrors.length;
}
}
}
else {
const err13 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
validate124.errors = vErrors;
return errors === 0;
}
validate124.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema48 = {"type":"object","properties":{"family":{"$ref":"#/$defs/family"},"to":{"type":["string","array","object"],"items":{"type":"string"},"minItems":1,"properties":{"file":{"type":"string"}},"required":["file"],"additionalProperties":false},"type":{"type":"string","enum":["unicast","local","broadcast","multicast","anycast","unreachable","prohibit","blackhole","throw"]},"table":{"$ref":"#/$defs/table-reference"},"via":{"$ref":"#/$defs/address"},"dev":{"$ref":"#/$defs/interface"},"uplink":{"$ref":"#/$defs/name"},"onlink":{"type":"boolean"},"nexthops":{"type":"array","items":{"$ref":"#/$defs/nexthop"},"minItems":1},"nhid":{"type":"integer"},"src":{"$ref":"#/$defs/address"},"metric":{"type":"integer"},"tos":{"$ref":"#/$defs/tos"},"scope":{"type":["string","integer"]},"pref":{"type":"string","enum":["low","medium","high"]},"realms":{"$ref":"#/$defs/realms"},"adopt":{"type":"boolean"},"expires":{"$ref":"#/$defs/duration"},"mtu":{"$ref":"#/$defs/route-options/properties/mtu"},"advmss":{"$ref":"#/$defs/route-options/properties/advmss"},"window":{"$ref":"#/$defs/route-options/properties/window"},"rtt":{"$ref":"#/$defs/route-options/properties/rtt"},"rttvar":{"$ref":"#/$defs/route-options/properties/rttvar"},"rto-min":{"$ref":"#/$defs/route-options/properties/rto-min"},"ssthresh":{"$ref":"#/$defs/route-options/properties/ssthresh"},"cwnd":{"$ref":"#/$defs/route-options/properties/cwnd"},"reordering":{"$ref":"#/$defs/route-options/properties/reordering"},"hoplimit":{"$ref":"#/$defs/route-options/properties/hoplimit"},"initcwnd":{"$ref":"#/$defs/route-options/properties/initcwnd"},"initrwnd":{"$ref":"#/$defs/route-options/properties/initrwnd"},"quickack":{"$ref":"#/$defs/route-options/properties/quickack"},"features":{"$ref":"#/$defs/route-options/properties/features"},"congctl":{"$ref":"#/$defs/route-options/properties/congctl"},"fastopen-no-cookie":{"$ref":"#/$defs/route-options/properties/fastopen-no-cookie"}},"required":["to"],"additionalProperties":false};
const schema49 = {"type":"object","properties":{"via":{"$ref":"#/$defs/address"},"dev":{"$ref":"#/$defs/interface"},"uplink":{"$ref":"#/$defs/name"},"onlink":{"type":"boolean"},"weight":{"$ref":"#/$defs/weight"}},"additionalProperties":false,"minProperties":1};

function validate148(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate148.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
const err0 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "via") || (key0 === "dev")) || (key0 === "uplink")) || (key0 === "onlink")) || (key0 === "weight"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.via !== undefined){
if(!(validate75(data.via, {instancePath:instancePath+"/via",parentData:data,parentDataProperty:"via",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate75.errors);
errors = vErrors.length;
}
}
if(data.dev !== undefined){
if(!(validate62(data.dev, {instancePath:instancePath+"/dev",parentData:data,parentDataProperty:"dev",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate62.errors);
errors = vErrors.length;
}
}
if(data.uplink !== undefined){
if(!(validate102(data.uplink, {instancePath:instancePath+"/uplink",parentData:data,parentDataProperty:"uplink",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate102.errors);
errors = vErrors.length;
}
}
if(data.onlink !== undefined){
if(typeof data.onlink !== "boolean"){
const err2 = {instancePath:instancePath+"/onlink",schemaPath:"#/properties/onlink/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.weight !== undefined){
if(!(validate70(data.weight, {instancePath:instancePath+"/weight",parentData:data,parentDataProperty:"weight",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate70.errors);
errors = vErrors.length;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate148.errors = vErrors;
return errors === 0;
}
validate148.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema50 = {"type":"integer"};

function validate158(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate158.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate158.errors = vErrors;
return errors === 0;
}
validate158.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema51 = {"type":"integer"};

function validate160(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate160.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate160.errors = vErrors;
return errors === 0;
}
validate160.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema52 = {"type":"integer"};

function validate162(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate162.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate162.errors = vErrors;
return errors === 0;
}
validate162.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate164(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate164.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate164.errors = vErrors;
return errors === 0;
}
validate164.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate166(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate166.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate166.errors = vErrors;
return errors === 0;
}
validate166.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate168(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate168.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate168.errors = vErrors;
return errors === 0;
}
validate168.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema56 = {"type":"integer"};

function validate170(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate170.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate170.errors = vErrors;
return errors === 0;
}
validate170.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema57 = {"type":"integer"};

function validate172(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate172.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate172.errors = vErrors;
return errors === 0;
}
validate172.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema58 = {"type":"integer"};

function validate174(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate174.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate174.errors = vErrors;
return errors === 0;
}
validate174.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema59 = {"type":"integer"};

function validate176(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate176.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate176.errors = vErrors;
return errors === 0;
}
validate176.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema60 = {"type":"integer"};

function validate178(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate178.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate178.errors = vErrors;
return errors === 0;
}
validate178.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema61 = {"type":"integer"};

function validate180(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate180.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate180.errors = vErrors;
return errors === 0;
}
validate180.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema62 = {"type":["boolean","integer"]};

function validate182(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate182.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data !== "boolean") && (!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data))))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema62.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate182.errors = vErrors;
return errors === 0;
}
validate182.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema63 = {"type":"array","items":{"type":"string","enum":["ecn"]},"minItems":1};

function validate184(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate184.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(Array.isArray(data)){
if(data.length < 1){
const err0 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(!(data0 === "ecn")){
const err2 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/enum",keyword:"enum",params:{allowedValues: schema63.items.enum}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate184.errors = vErrors;
return errors === 0;
}
validate184.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};

const schema64 = {"type":"string"};

function validate186(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate186.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate186.errors = vErrors;
return errors === 0;
}
validate186.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema65 = {"type":["boolean","integer"]};

function validate188(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate188.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data !== "boolean") && (!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data))))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema65.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate188.errors = vErrors;
return errors === 0;
}
validate188.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate142(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate142.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.to === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "to"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema48.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.family !== undefined){
if(!(validate68(data.family, {instancePath:instancePath+"/family",parentData:data,parentDataProperty:"family",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate68.errors);
errors = vErrors.length;
}
}
if(data.to !== undefined){
let data1 = data.to;
if((!data1 || typeof data1 != "object") && (typeof data1 !== "string")){
const err2 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: schema48.properties.to.type}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(Array.isArray(data1)){
if(data1.length < 1){
const err3 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
if(typeof data1[i0] !== "string"){
const err4 = {instancePath:instancePath+"/to/" + i0,schemaPath:"#/properties/to/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.file === undefined){
const err5 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/required",keyword:"required",params:{missingProperty: "file"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
for(const key1 in data1){
if(!(key1 === "file")){
const err6 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data1.file !== undefined){
if(typeof data1.file !== "string"){
const err7 = {instancePath:instancePath+"/to/file",schemaPath:"#/properties/to/properties/file/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
}
if(data.type !== undefined){
let data4 = data.type;
if(typeof data4 !== "string"){
const err8 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!(((((((((data4 === "unicast") || (data4 === "local")) || (data4 === "broadcast")) || (data4 === "multicast")) || (data4 === "anycast")) || (data4 === "unreachable")) || (data4 === "prohibit")) || (data4 === "blackhole")) || (data4 === "throw"))){
const err9 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema48.properties.type.enum}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.table !== undefined){
if(!(validate136(data.table, {instancePath:instancePath+"/table",parentData:data,parentDataProperty:"table",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate136.errors);
errors = vErrors.length;
}
}
if(data.via !== undefined){
if(!(validate75(data.via, {instancePath:instancePath+"/via",parentData:data,parentDataProperty:"via",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate75.errors);
errors = vErrors.length;
}
}
if(data.dev !== undefined){
if(!(validate62(data.dev, {instancePath:instancePath+"/dev",parentData:data,parentDataProperty:"dev",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate62.errors);
errors = vErrors.length;
}
}
if(data.uplink !== undefined){
if(!(validate102(data.uplink, {instancePath:instancePath+"/uplink",parentData:data,parentDataProperty:"uplink",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate102.errors);
errors = vErrors.length;
}
}
if(data.onlink !== undefined){
if(typeof data.onlink !== "boolean"){
const err10 = {instancePath:instancePath+"/onlink",schemaPath:"#/properties/onlink/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.nexthops !== undefined){
let data10 = data.nexthops;
if(Array.isArray(data10)){
if(data10.length < 1){
const err11 = {instancePath:instancePath+"/nexthops",schemaPath:"#/properties/nexthops/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
const len1 = data10.length;
for(let i1=0; i1<len1; i1++){
if(!(validate148(data10[i1], {instancePath:instancePath+"/nexthops/" + i1,parentData:data10,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate148.errors);
errors = vErrors.length;
}
}
}
else {
const err12 = {instancePath:instancePath+"/nexthops",schemaPath:"#/properties/nexthops/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.nhid !== undefined){
let data12 = data.nhid;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
const err13 = {instancePath:instancePath+"/nhid",schemaPath:"#/properties/nhid/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.src !== undefined){
if(!(validate75(data.src, {instancePath:instancePath+"/src",parentData:data,parentDataProperty:"src",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate75.errors);
errors = vErrors.length;
}
}
if(data.metric !== undefined){
let data14 = data.metric;
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
const err14 = {instancePath:instancePath+"/metric",schemaPath:"#/properties/metric/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.tos !== undefined){
if(!(validate110(data.tos, {instancePath:instancePath+"/tos",parentData:data,parentDataProperty:"tos",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate110.errors);
errors = vErrors.length;
}
}
if(data.scope !== undefined){
let data16 = data.scope;
if((typeof data16 !== "string") && (!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16))))){
const err15 = {instancePath:instancePath+"/scope",schemaPath:"#/properties/scope/type",keyword:"type",params:{type: schema48.properties.scope.type}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.pref !== undefined){
let data17 = data.pref;
if(typeof data17 !== "string"){
const err16 = {instancePath:instancePath+"/pref",schemaPath:"#/properties/pref/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(!(((data17 === "low") || (data17 === "medium")) || (data17 === "high"))){
const err17 = {instancePath:instancePath+"/pref",schemaPath:"#/properties/pref/enum",keyword:"enum",params:{allowedValues: schema48.properties.pref.enum}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.realms !== undefined){
if(!(validate139(data.realms, {instancePath:instancePath+"/realms",parentData:data,parentDataProperty:"realms",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate139.errors);
errors = vErrors.length;
}
}
if(data.adopt !== undefined){
if(typeof data.adopt !== "boolean"){
const err18 = {instancePath:instancePath+"/adopt",schemaPath:"#/properties/adopt/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.expires !== undefined){
if(!(validate56(data.expires, {instancePath:instancePath+"/expires",parentData:data,parentDataProperty:"expires",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate56.errors);
errors = vErrors.length;
}
}
if(data.mtu !== undefined){
if(!(validate158(data.mtu, {instancePath:instancePath+"/mtu",parentData:data,parentDataProperty:"mtu",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate158.errors);
errors = vErrors.length;
}
}
if(data.advmss !== undefined){
if(!(validate160(data.advmss, {instancePath:instancePath+"/advmss",parentData:data,parentDataProperty:"advmss",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate160.errors);
errors = vErrors.length;
}
}
if(data.window !== undefined){
if(!(validate162(data.window, {instancePath:instancePath+"/window",parentData:data,parentDataProperty:"window",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate162.errors);
errors = vErrors.length;
}
}
if(data.rtt !== undefined){
if(!(validate164(data.rtt, {instancePath:instancePath+"/rtt",parentData:data,parentDataProperty:"rtt",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate164.errors);
errors = vErrors.length;
}
}
if(data.rttvar !== undefined){
if(!(validate166(data.rttvar, {instancePath:instancePath+"/rttvar",parentData:data,parentDataProperty:"rttvar",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate166.errors);
errors = vErrors.length;
}
}
if(data["rto-min"] !== undefined){
if(!(validate168(data["rto-min"], {instancePath:instancePath+"/rto-min",parentData:data,parentDataProperty:"rto-min",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate168.errors);
errors = vErrors.length;
}
}
if(data.ssthresh !== undefined){
if(!(validate170(data.ssthresh, {instancePath:instancePath+"/ssthresh",parentData:data,parentDataProperty:"ssthresh",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate170.errors);
errors = vErrors.length;
}
}
if(data.cwnd !== undefined){
if(!(validate172(data.cwnd, {instancePath:instancePath+"/cwnd",parentData:data,parentDataProperty:"cwnd",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate172.errors);
errors = vErrors.length;
}
}
if(data.reordering !== undefined){
if(!(validate174(data.reordering, {instancePath:instancePath+"/reordering",parentData:data,parentDataProperty:"reordering",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate174.errors);
errors = vErrors.length;
}
}
if(data.hoplimit !== undefined){
if(!(validate176(data.hoplimit, {instancePath:instancePath+"/hoplimit",parentData:data,parentDataProperty:"hoplimit",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate176.errors);
errors = vErrors.length;
}
}
if(data.initcwnd !== undefined){
if(!(validate178(data.initcwnd, {instancePath:instancePath+"/initcwnd",parentData:data,parentDataProperty:"initcwnd",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate178.errors);
errors = vErrors.length;
}
}
if(data.initrwnd !== undefined){
if(!(validate180(data.initrwnd, {instancePath:instancePath+"/initrwnd",parentData:data,parentDataProperty:"initrwnd",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate180.errors);
errors = vErrors.length;
}
}
if(data.quickack !== undefined){
if(!(validate182(data.quickack, {instancePath:instancePath+"/quickack",parentData:data,parentDataProperty:"quickack",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate182.errors);
errors = vErrors.length;
}
}
if(data.features !== undefined){
if(!(validate184(data.features, {instancePath:instancePath+"/features",parentData:data,parentDataProperty:"features",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate184.errors);
errors = vErrors.length;
}
}
if(data.congctl !== undefined){
if(!(validate186(data.congctl, {instancePath:instancePath+"/congctl",parentData:data,parentDataProperty:"congctl",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate186.errors);
errors = vErrors.length;
}
}
if(data["fastopen-no-cookie"] !== undefined){
if(!(validate188(data["fastopen-no-cookie"], {instancePath:instancePath+"/fastopen-no-cookie",parentData:data,parentDataProperty:"fastopen-no-cookie",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate188.errors);
errors = vErrors.length;
}
}
}
else {
const err19 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
validate142.errors = vErrors;
return errors === 0;
}
validate142.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema66 = {"type":["string","object"],"properties":{"name":{"type":"string"},"each":{"type":["array","object"],"minItems":1,"items":{"type":"object","minProperties":1,"additionalProperties":{"type":["string","integer"]}},"minProperties":1,"additionalProperties":{"type":"array","minItems":1,"items":{"type":["string","integer"]}}},"when":{"type":"object","properties":{"down":{"type":"array","items":{"type":"string"},"minItems":1}},"required":["down"],"additionalProperties":false},"flow":{"type":["string","array"],"items":{"type":"string"},"minItems":1},"then":{"type":"string"}},"required":["flow","then"],"additionalProperties":false};

function validate194(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate194.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema66.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.flow === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "flow"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.then === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "then"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "name") || (key0 === "each")) || (key0 === "when")) || (key0 === "flow")) || (key0 === "then"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.name !== undefined){
if(typeof data.name !== "string"){
const err4 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.each !== undefined){
let data1 = data.each;
if(!data1 || typeof data1 != "object"){
const err5 = {instancePath:instancePath+"/each",schemaPath:"#/properties/each/type",keyword:"type",params:{type: schema66.properties.each.type}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(Array.isArray(data1)){
if(data1.length < 1){
const err6 = {instancePath:instancePath+"/each",schemaPath:"#/properties/each/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(Object.keys(data2).length < 1){
const err7 = {instancePath:instancePath+"/each/" + i0,schemaPath:"#/properties/each/items/minProperties",keyword:"minProperties",params:{limit: 1}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
for(const key1 in data2){
let data3 = data2[key1];
if((typeof data3 !== "string") && (!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3))))){
const err8 = {instancePath:instancePath+"/each/" + i0+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/each/items/additionalProperties/type",keyword:"type",params:{type: schema66.properties.each.items.additionalProperties.type}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/each/" + i0,schemaPath:"#/properties/each/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(Object.keys(data1).length < 1){
const err10 = {instancePath:instancePath+"/each",schemaPath:"#/properties/each/minProperties",keyword:"minProperties",params:{limit: 1}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
for(const key2 in data1){
let data4 = data1[key2];
if(Array.isArray(data4)){
if(data4.length < 1){
const err11 = {instancePath:instancePath+"/each/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/each/additionalProperties/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
const len1 = data4.length;
for(let i1=0; i1<len1; i1++){
let data5 = data4[i1];
if((typeof data5 !== "string") && (!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5))))){
const err12 = {instancePath:instancePath+"/each/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i1,schemaPath:"#/properties/each/additionalProperties/items/type",keyword:"type",params:{type: schema66.properties.each.additionalProperties.items.type}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/each/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/each/additionalProperties/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
}
if(data.when !== undefined){
let data6 = data.when;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.down === undefined){
const err14 = {instancePath:instancePath+"/when",schemaPath:"#/properties/when/required",keyword:"required",params:{missingProperty: "down"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
for(const key3 in data6){
if(!(key3 === "down")){
const err15 = {instancePath:instancePath+"/when",schemaPath:"#/properties/when/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data6.down !== undefined){
let data7 = data6.down;
if(Array.isArray(data7)){
if(data7.length < 1){
const err16 = {instancePath:instancePath+"/when/down",schemaPath:"#/properties/when/properties/down/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
const len2 = data7.length;
for(let i2=0; i2<len2; i2++){
if(typeof data7[i2] !== "string"){
const err17 = {instancePath:instancePath+"/when/down/" + i2,schemaPath:"#/properties/when/properties/down/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath:instancePath+"/when/down",schemaPath:"#/properties/when/properties/down/type",keyword:"type",params:{type: "array"}};
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
else {
const err19 = {instancePath:instancePath+"/when",schemaPath:"#/properties/when/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.flow !== undefined){
let data9 = data.flow;
if((typeof data9 !== "string") && (!(Array.isArray(data9)))){
const err20 = {instancePath:instancePath+"/flow",schemaPath:"#/properties/flow/type",keyword:"type",params:{type: schema66.properties.flow.type}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(Array.isArray(data9)){
if(data9.length < 1){
const err21 = {instancePath:instancePath+"/flow",schemaPath:"#/properties/flow/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
const len3 = data9.length;
for(let i3=0; i3<len3; i3++){
if(typeof data9[i3] !== "string"){
const err22 = {instancePath:instancePath+"/flow/" + i3,schemaPath:"#/properties/flow/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
}
if(data.then !== undefined){
if(typeof data.then !== "string"){
const err23 = {instancePath:instancePath+"/then",schemaPath:"#/properties/then/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
validate194.errors = vErrors;
return errors === 0;
}
validate194.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate52(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://multihome.invalid/schemas/topology.schema.json" */;
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
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema19.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.version !== undefined){
let data0 = data.version;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err2 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(1 !== data0){
const err3 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.protocol !== undefined){
let data1 = data.protocol;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err4 = {instancePath:instancePath+"/protocol",schemaPath:"#/properties/protocol/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data["priority-base"] !== undefined){
let data2 = data["priority-base"];
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err5 = {instancePath:instancePath+"/priority-base",schemaPath:"#/properties/priority-base/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data["main-first"] !== undefined){
if(typeof data["main-first"] !== "boolean"){
const err6 = {instancePath:instancePath+"/main-first",schemaPath:"#/properties/main-first/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data["connection-marks"] !== undefined){
if(typeof data["connection-marks"] !== "boolean"){
const err7 = {instancePath:instancePath+"/connection-marks",schemaPath:"#/properties/connection-marks/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.sysctls !== undefined){
let data5 = data.sysctls;
if(typeof data5 !== "string"){
const err8 = {instancePath:instancePath+"/sysctls",schemaPath:"#/properties/sysctls/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!((data5 === "leave") || (data5 === "manage"))){
const err9 = {instancePath:instancePath+"/sysctls",schemaPath:"#/properties/sysctls/enum",keyword:"enum",params:{allowedValues: schema19.properties.sysctls.enum}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data["last-resort"] !== undefined){
if(!(validate53(data["last-resort"], {instancePath:instancePath+"/last-resort",parentData:data,parentDataProperty:"last-resort",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate53.errors);
errors = vErrors.length;
}
}
if(data["route-options"] !== undefined){
if(!(validate55(data["route-options"], {instancePath:instancePath+"/route-options",parentData:data,parentDataProperty:"route-options",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate55.errors);
errors = vErrors.length;
}
}
if(data.uplinks !== undefined){
let data8 = data.uplinks;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key1 in data8){
if(!(validate61(data8[key1], {instancePath:instancePath+"/uplinks/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data8,parentDataProperty:key1,rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate61.errors);
errors = vErrors.length;
}
}
}
else {
const err10 = {instancePath:instancePath+"/uplinks",schemaPath:"#/properties/uplinks/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.networks !== undefined){
let data10 = data.networks;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key2 in data10){
if(!(validate91(data10[key2], {instancePath:instancePath+"/networks/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data10,parentDataProperty:key2,rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate91.errors);
errors = vErrors.length;
}
}
}
else {
const err11 = {instancePath:instancePath+"/networks",schemaPath:"#/properties/networks/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.outbound !== undefined){
if(!(validate97(data.outbound, {instancePath:instancePath+"/outbound",parentData:data,parentDataProperty:"outbound",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate97.errors);
errors = vErrors.length;
}
}
if(data.policies !== undefined){
let data13 = data.policies;
if(Array.isArray(data13)){
const len0 = data13.length;
for(let i0=0; i0<len0; i0++){
if(!(validate101(data13[i0], {instancePath:instancePath+"/policies/" + i0,parentData:data13,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate101.errors);
errors = vErrors.length;
}
}
}
else {
const err12 = {instancePath:instancePath+"/policies",schemaPath:"#/properties/policies/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.tables !== undefined){
let data15 = data.tables;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key3 in data15){
let data16 = data15[key3];
if((!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))) && (!(data16 && typeof data16 == "object" && !Array.isArray(data16)))){
const err13 = {instancePath:instancePath+"/tables/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/tables/additionalProperties/type",keyword:"type",params:{type: schema19.properties.tables.additionalProperties.type}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
for(const key4 in data16){
if(!(key4 === "id")){
const err14 = {instancePath:instancePath+"/tables/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/tables/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data16.id !== undefined){
let data17 = data16.id;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
const err15 = {instancePath:instancePath+"/tables/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/id",schemaPath:"#/properties/tables/additionalProperties/properties/id/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
}
}
else {
const err16 = {instancePath:instancePath+"/tables",schemaPath:"#/properties/tables/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.rules !== undefined){
let data18 = data.rules;
if(Array.isArray(data18)){
const len1 = data18.length;
for(let i1=0; i1<len1; i1++){
if(!(validate124(data18[i1], {instancePath:instancePath+"/rules/" + i1,parentData:data18,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate124.errors);
errors = vErrors.length;
}
}
}
else {
const err17 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.routes !== undefined){
let data20 = data.routes;
if(Array.isArray(data20)){
const len2 = data20.length;
for(let i2=0; i2<len2; i2++){
if(!(validate142(data20[i2], {instancePath:instancePath+"/routes/" + i2,parentData:data20,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate142.errors);
errors = vErrors.length;
}
}
}
else {
const err18 = {instancePath:instancePath+"/routes",schemaPath:"#/properties/routes/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.health !== undefined){
if(!(validate79(data.health, {instancePath:instancePath+"/health",parentData:data,parentDataProperty:"health",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate79.errors);
errors = vErrors.length;
}
}
if(data.watch !== undefined){
let data23 = data.watch;
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
for(const key5 in data23){
if(!((((key5 === "hook") || (key5 === "hook-timeout")) || (key5 === "max-outage")) || (key5 === "conntrack"))){
const err19 = {instancePath:instancePath+"/watch",schemaPath:"#/properties/watch/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data23.hook !== undefined){
let data24 = data23.hook;
if(Array.isArray(data24)){
if(data24.length < 1){
const err20 = {instancePath:instancePath+"/watch/hook",schemaPath:"#/properties/watch/properties/hook/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
const len3 = data24.length;
for(let i3=0; i3<len3; i3++){
if(typeof data24[i3] !== "string"){
const err21 = {instancePath:instancePath+"/watch/hook/" + i3,schemaPath:"#/properties/watch/properties/hook/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/watch/hook",schemaPath:"#/properties/watch/properties/hook/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data23["hook-timeout"] !== undefined){
if(!(validate56(data23["hook-timeout"], {instancePath:instancePath+"/watch/hook-timeout",parentData:data23,parentDataProperty:"hook-timeout",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate56.errors);
errors = vErrors.length;
}
}
if(data23["max-outage"] !== undefined){
if(!(validate56(data23["max-outage"], {instancePath:instancePath+"/watch/max-outage",parentData:data23,parentDataProperty:"max-outage",rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate56.errors);
errors = vErrors.length;
}
}
if(data23.conntrack !== undefined){
if(typeof data23.conntrack !== "boolean"){
const err23 = {instancePath:instancePath+"/watch/conntrack",schemaPath:"#/properties/watch/properties/conntrack/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
else {
const err24 = {instancePath:instancePath+"/watch",schemaPath:"#/properties/watch/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.expect !== undefined){
let data29 = data.expect;
if(Array.isArray(data29)){
const len4 = data29.length;
for(let i4=0; i4<len4; i4++){
if(!(validate194(data29[i4], {instancePath:instancePath+"/expect/" + i4,parentData:data29,parentDataProperty:i4,rootData,dynamicAnchors}))){
vErrors = join(vErrors, validate194.errors);
errors = vErrors.length;
}
}
}
else {
const err25 = {instancePath:instancePath+"/expect",schemaPath:"#/properties/expect/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.invariants !== undefined){
let data31 = data.invariants;
if(Array.isArray(data31)){
const len5 = data31.length;
for(let i5=0; i5<len5; i5++){
let data32 = data31[i5];
if(typeof data32 !== "string"){
const err26 = {instancePath:instancePath+"/invariants/" + i5,schemaPath:"#/properties/invariants/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(!(((data32 === "symmetric") || (data32 === "no-leak")) || (data32 === "survives-any-single-uplink-down"))){
const err27 = {instancePath:instancePath+"/invariants/" + i5,schemaPath:"#/properties/invariants/items/enum",keyword:"enum",params:{allowedValues: schema19.properties.invariants.items.enum}};
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
const err28 = {instancePath:instancePath+"/invariants",schemaPath:"#/properties/invariants/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.management !== undefined){
let data33 = data.management;
if(Array.isArray(data33)){
const len6 = data33.length;
for(let i6=0; i6<len6; i6++){
if(typeof data33[i6] !== "string"){
const err29 = {instancePath:instancePath+"/management/" + i6,schemaPath:"#/properties/management/items/type",keyword:"type",params:{type: "string"}};
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
else {
const err30 = {instancePath:instancePath+"/management",schemaPath:"#/properties/management/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
validate52.errors = vErrors;
return errors === 0;
}
validate52.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

function join(errors, more) {
  if (errors === null) return more;
  for (let index = 0; index < more.length && errors.length < 1000; index++) errors.push(more[index]);
  return errors;
}
