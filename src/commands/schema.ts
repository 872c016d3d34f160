/** `schema`: the JSON Schema of the topology language, or of a document this program prints. */

import applySchema from '../../schemas/apply.schema.json' with { type: 'json' };
import checkSchema from '../../schemas/check.schema.json' with { type: 'json' };
import doctorSchema from '../../schemas/doctor.schema.json' with { type: 'json' };
import errorSchema from '../../schemas/error.schema.json' with { type: 'json' };
import planSchema from '../../schemas/plan.schema.json' with { type: 'json' };
import rehearsalSchema from '../../schemas/rehearsal.schema.json' with { type: 'json' };
import statusSchema from '../../schemas/status.schema.json' with { type: 'json' };
import savedPlanSchema from '../../schemas/saved-plan.schema.json' with { type: 'json' };
import traceSchema from '../../schemas/trace.schema.json' with { type: 'json' };
import verifySchema from '../../schemas/verify.schema.json' with { type: 'json' };
import topologySchema from '../../schemas/topology.schema.json' with { type: 'json' };
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Environment } from './environment.ts';

const schemas = {
  topology: topologySchema,
  plan: planSchema,
  'saved-plan': savedPlanSchema,
  status: statusSchema,
  rehearsal: rehearsalSchema,
  apply: applySchema,
  check: checkSchema,
  verify: verifySchema,
  trace: traceSchema,
  doctor: doctorSchema,
  error: errorSchema,
};

export type SchemaName = keyof typeof schemas;

export function schema(name: SchemaName, { terminal }: Environment): ExitCode {
  terminal.print(`${JSON.stringify(schemas[name], undefined, 2)}\n`);
  return exitCodes.success;
}
