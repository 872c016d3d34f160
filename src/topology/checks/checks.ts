/** Every check there is. The order does not matter: problems are sorted by where they are. */

import {
  addressesAreHosts,
  addressesOnce,
  gatewaysAreHosts,
  gatewaysAreNear,
  gatewaysAreOthers,
} from './addresses.ts';
import {
  routeAttributesCount,
  routeAttributesExist,
  multipathHasNoRealms,
  ruleRealmsExist,
  tosBitsCount,
  tosOrDscp,
} from './attributes.ts';
import type { Check } from './check.ts';
import {
  intervalIsShort,
  latencyThresholdsDiffer,
  lossThresholdsDiffer,
  probesHaveTargets,
  quorumIsPossible,
  targetsAreElsewhere,
  targetsAreReachable,
  timeoutIsShort,
} from './health.ts';
import {
  interfacesHaveOneRole,
  marksOnce,
  networksAreApart,
  uplinksHaveInterfaces,
} from './interfaces.ts';
import { policyNamesOnce } from './policies.ts';
import { bandFits, mainFirstFits, prioritiesAreFree, prioritiesOnce } from './priorities.ts';
import { protocolIsFree } from './protocol.ts';
import { scopesArePossible } from './route-scopes.ts';
import {
  ipv6HopsHaveGateways,
  ipv6HopsOnce,
  mainFirstHolds,
  routeFamiliesAgree,
  routesOnce,
  sourcesAreDeclared,
} from './routes.ts';
import {
  marksAreEnough,
  marksAreFree,
  marksNeedInterfaces,
  masqueradeHasSources,
  masqueradeIsByInterface,
} from './router.ts';
import {
  gotosLeadForward,
  gotosLeadSomewhere,
  policiesAreReached,
  rulesAreReached,
} from './rules.ts';
import {
  reservedTableNames,
  reservedTables,
  tableIdsOnce,
  tableNamesOnce,
  uplinkNamesAreNoTables,
} from './tables.ts';
import {
  balancingHasChoice,
  balancingHasGateways,
  policyFamiliesHaveUplinks,
  policyUplinksFit,
  routeUplinksFit,
  weightsAreUsed,
} from './uplink-use.ts';

export const checks: readonly Check[] = [
  protocolIsFree,
  // Tables, priorities, interfaces, addresses: one owner each.
  reservedTables,
  reservedTableNames,
  tableIdsOnce,
  tableNamesOnce,
  uplinkNamesAreNoTables,
  bandFits,
  mainFirstFits,
  prioritiesAreFree,
  prioritiesOnce,
  policyNamesOnce,
  interfacesHaveOneRole,
  uplinksHaveInterfaces,
  networksAreApart,
  marksOnce,
  addressesOnce,
  addressesAreHosts,
  // Gateways the kernel would refuse, or that lead nowhere.
  gatewaysAreHosts,
  gatewaysAreNear,
  gatewaysAreOthers,
  // Uplinks that cannot do what they are used for.
  policyUplinksFit,
  policyFamiliesHaveUplinks,
  routeUplinksFit,
  balancingHasGateways,
  balancingHasChoice,
  weightsAreUsed,
  // A router for others.
  masqueradeHasSources,
  masqueradeIsByInterface,
  marksNeedInterfaces,
  marksAreEnough,
  marksAreFree,
  // Policies and rules.
  policiesAreReached,
  rulesAreReached,
  gotosLeadForward,
  gotosLeadSomewhere,
  tosBitsCount,
  tosOrDscp,
  ruleRealmsExist,
  // Routes.
  routeAttributesExist,
  multipathHasNoRealms,
  routeAttributesCount,
  scopesArePossible,
  routesOnce,
  routeFamiliesAgree,
  ipv6HopsHaveGateways,
  ipv6HopsOnce,
  sourcesAreDeclared,
  mainFirstHolds,
  // Health.
  quorumIsPossible,
  intervalIsShort,
  timeoutIsShort,
  probesHaveTargets,
  lossThresholdsDiffer,
  latencyThresholdsDiffer,
  targetsAreElsewhere,
  targetsAreReachable,
];
