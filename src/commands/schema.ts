/** `schema`: the JSON Schema of the topology language, or of a document this program prints. */

import applySchema from '../../schemas/apply.schema.json' with { type: 'json' };
import planSchema from '../../schemas/plan.schema.json' with { type: 'json' };
import topologySchema from '../../schemas/topology.schema.json' with { type: 'json' };
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Environment } from './environment.ts';

export const schemaNames = ['topology', 'plan', 'apply'] as const;
export type SchemaName = (typeof schemaNames)[number];

const schemas = { topology: topologySchema, plan: planSchema, apply: applySchema };

export function schema(name: SchemaName, { terminal }: Environment): ExitCode {
  terminal.print(`${JSON.stringify(schemas[name], undefined, 2)}\n`);
  return exitCodes.success;
}
