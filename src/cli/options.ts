/** Options that several verbs have. Their choices are known to the help, to shells and to man. */

import { Option } from 'commander';

import { allowableGuards } from '../model/plan.ts';
import { allowHelp } from './help.ts';
import { collectGuard } from './values.ts';

/** `choices` before `argParser`: the parser collects, the choices are what is shown. */
export function allowOption(): Option {
  return new Option('--allow <guard>', allowHelp).choices(allowableGuards).argParser(collectGuard);
}
