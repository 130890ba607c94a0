/** JUnit XML held against junit.xsd by xmllint; tests that need it are skipped, visibly, where there is none. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'vitest';

const SCHEMA = join(import.meta.dirname, 'junit.xsd');

export const testWithXmllint = test.skipIf(spawnSync('xmllint', ['--version']).status !== 0);

/** What xmllint has against a report; empty if nothing. */
export function faultsOfJunit(xml: string): string {
  const { status, stderr } = spawnSync('xmllint', ['--noout', '--schema', SCHEMA, '-'], { input: xml, encoding: 'utf8' });
  return status === 0 ? '' : stderr;
}
