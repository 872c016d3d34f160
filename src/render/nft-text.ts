/** Rules of nftables as `nft` writes them; what we do not make ourselves, as JSON. */

import type { Json, NftObject } from '../model/nft.ts';
import { asMembers, membersOf } from '../model/nft.ts';

export function nftObjectText(object: NftObject): string {
  const rule = membersOf(object, 'rule');
  if (rule !== undefined) return `${text(rule['chain'])}: ${expressionText(rule['expr'])}`;
  const chain = membersOf(object, 'chain');
  if (chain?.['hook'] !== undefined) {
    const { name, type, hook, prio } = chain;
    return `chain ${text(name)}: type ${text(type)} hook ${text(hook)} priority ${text(prio)}`;
  }
  return JSON.stringify(object);
}

function expressionText(expr: Json | undefined): string {
  if (!Array.isArray(expr)) return JSON.stringify(expr);
  const statements: readonly Json[] = expr;
  return statements.map(statementText).join(' ');
}

function statementText(statement: Json): string {
  const [[kind, value] = ['', null]] = Object.entries(asMembers(statement) ?? {});
  const members = asMembers(value);
  switch (kind) {
    case 'match': {
      const { op, left, right } = members ?? {};
      const sign = op === '==' || op === 'in' ? ' ' : ` ${text(op)} `;
      const isMasked = asMembers(left)?.['&'] !== undefined;
      return `${operandText(left)}${isMasked ? ' == ' : sign}${operandText(right, isMasked)}`;
    }
    case 'mangle':
      return `${operandText(members?.['key'])} set ${operandText(members?.['value'])}`;
    case 'counter':
      return kind;
    default:
      return value === null ? kind : JSON.stringify(statement);
  }
}

function operandText(operand: Json | undefined, isMark = false): string {
  if (typeof operand === 'number') return isMark ? hex(operand) : `${operand}`;
  const [[kind, value] = ['', null]] = Object.entries(asMembers(operand) ?? {});
  const members = asMembers(value);
  switch (kind) {
    case 'meta':
    case 'ct': {
      const key = text(members?.['key']);
      return key.endsWith('name') ? key : `${kind} ${key}`;
    }
    case 'payload':
      return `${text(members?.['protocol'])} ${text(members?.['field'])}`;
    case 'prefix':
      return `${text(members?.['addr'])}/${text(members?.['len'])}`;
    case '&':
    case '|': {
      const both: readonly Json[] = Array.isArray(value) ? value : [];
      return both.map((one) => operandText(one, true)).join(` ${kind} `);
    }
    default:
      return typeof operand === 'string' ? operand : JSON.stringify(operand);
  }
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
