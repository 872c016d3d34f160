/** Values as YAML on one line: `{to: default, via: 192.0.2.1, dev: eth0}`. */

export type FlowValue = string | number | boolean | readonly FlowValue[] | FlowMap;

/** Keys whose value is undefined are left out. */
export type FlowMap = { readonly [key: string]: FlowValue | undefined };

export function flowText(value: FlowValue): string {
  if (typeof value === 'string') return scalar(value);
  if (typeof value !== 'object') return `${value}`;
  if (isList(value)) return `[${value.map(flowText).join(', ')}]`;
  const pairs = Object.entries(value).flatMap(([key, one]) =>
    one === undefined ? [] : [`${key}: ${flowText(one)}`],
  );
  return `{${pairs.join(', ')}}`;
}

function isList(value: readonly FlowValue[] | FlowMap): value is readonly FlowValue[] {
  return Array.isArray(value);
}

/** Plain where nobody can take it for anything but a word; `1e3`, `off` and `::1` are quoted. */
export function scalar(text: string): string {
  const isWord = /^[A-Za-z][A-Za-z0-9_./-]*$/.test(text) && !otherMeanings.test(text);
  const isAddress = /^[0-9]+(\.[0-9]+){3}(\/[0-9]+)?$/.test(text);
  const isRange = /^[0-9]{1,10}[-/][0-9]{1,10}$/.test(text) && !/^[0-9]{4}-[0-9]{2}$/.test(text);
  const isTime = /^[0-9]+(ms|s)$/.test(text);
  const isMark = /^0x[0-9a-f]+(\/0x[0-9a-f]+)?$/.test(text);
  return isWord || isAddress || isRange || isTime || isMark
    ? text
    : `'${text.replaceAll("'", "''")}'`;
}

/** In one version of YAML or another (yaml.org/type/bool.html, yaml.org/type/float.html). */
const otherMeanings = /^(?:true|false|yes|no|on|off|y|n|null|inf|nan)$/i;
