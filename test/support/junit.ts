/** JUnit XML, as CI systems read it. */

import assert from 'node:assert/strict';

import type { XmlElement } from './xml.ts';
import { readXml } from './xml.ts';

const outcomes = ['failure', 'error', 'skipped'] as const;

/** Refuses what is no JUnit: other elements, or counts that are not those of the cases. */
export function readJunit(text: string): XmlElement {
  const root = readXml(text);
  assert.equal(root.name, 'testsuites');
  for (const suite of root.children) {
    assert.equal(suite.name, 'testsuite');
    assert.ok(suite.children.every(({ name }) => name === 'testcase'));
    const names = suite.children.map((one) => one.attributes['name']);
    assert.equal(new Set(names).size, names.length, `twice: ${names.join()}`);
    assertCounts(suite, suite.children);
  }
  assertCounts(
    root,
    root.children.flatMap(({ children }) => children),
  );
  return root;
}

function assertCounts({ attributes }: XmlElement, cases: readonly XmlElement[]): void {
  const inside = cases.flatMap(({ children }) => children.map(({ name }) => name));
  const [failures, errors, skipped] = outcomes.map(
    (outcome) => inside.filter((name) => name === outcome).length,
  );
  assert.deepEqual(
    ['tests', 'failures', 'errors', 'skipped'].map((name) => attributes[name]),
    [cases.length, failures, errors, skipped].map(String),
  );
}

/** `NAME: OUTCOME`, in order. */
export function told(suite: XmlElement | undefined): readonly string[] {
  assert.ok(suite);
  return suite.children.map(({ attributes, children }) => {
    const [outcome] = children;
    return `${attributes['name']}: ${outcome?.name ?? 'passed'}`;
  });
}
