import assert from 'node:assert/strict';
import { test } from 'node:test';

import { decodeNetworkd } from '../../src/live/decode-networkd.ts';

const both = { removesRules: true, removesRoutes: true };

for (const { name, texts, want } of [
  { name: 'nothing said is yes', texts: [], want: both },
  {
    name: 'later files win',
    texts: [
      '[Network]\nManageForeignRoutes=no\nManageForeignRoutingPolicyRules=no\n',
      '[Network]\nManageForeignRoutes=YES\n',
    ],
    want: { removesRules: false, removesRoutes: true },
  },
  {
    name: 'comments, other sections and what is no boolean do not count',
    texts: [
      '[DHCPv4]\nManageForeignRoutes=no\n[Network]\n#ManageForeignRoutes=no\n; x\nManageForeignRoutingPolicyRules=maybe\n',
    ],
    want: both,
  },
]) {
  test(`networkd.conf: ${name}`, () => {
    assert.deepEqual(decodeNetworkd(texts), want);
  });
}
