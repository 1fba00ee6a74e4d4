/**
 * A process that goes on with the operation that was interrupted, and then with the rotations under way, until it kills itself with SIGKILL: after so
 * many steps as STEPS says, where a step is each look at the clock (there is one before everything that is written), each call that leaves, each answer
 * that comes and each event. Reaching the end of all that it says so.
 */
import { writeSync } from 'node:fs';
import { createNodeTransport } from '../../main/line/node-transport.ts';
import type { HttpTransport } from '../../main/ports.ts';
import { createEngine } from '../../main/vault.ts';
import type { InputOf, OperationName, OutputOf } from '../../shared/contract.ts';

const [folder = ''] = process.argv.slice(2);
let stepsLeft = Number(process.env['STEPS']);
/** Opening the vault is not what is looked at here. */
let isCounting = false;

function step(): void {
  if (isCounting && --stepsLeft <= 0) process.kill(process.pid, 'SIGKILL');
}

const real = createNodeTransport();
const transport: HttpTransport = async (request) => {
  step();
  const exchange = real(request);
  // What dies here dies with its request under way.
  await new Promise((resolve) => setImmediate(resolve));
  step();
  const outcome = await exchange;
  step();
  return outcome;
};

const engine = createEngine({
  folder,
  door: 'test',
  transport,
  clock: {
    now: () => {
      step();
      return Date.now();
    },
  },
  emit: step,
});

async function call<Name extends OperationName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
  const result = await engine.call(name, input);
  if (result.ok) return result.value;
  throw new Error(`${name} ended in ${result.error.code}`);
}

async function goOnWithOperation(): Promise<boolean> {
  const [open] = (await call('operation.list', { openOnly: true })).operations;
  if (!open) return false;
  await call('operation.resume', { operationId: open.operationId });
  await call('operation.wait', { operationId: open.operationId });
  return true;
}

/** What a person and a schedule do by turns: whether a slot was burnt for nothing is the person's to take. */
async function goOnWithRotations(): Promise<boolean> {
  const { rotations } = await call('rotation.list', { openOnly: true, limit: 1_000 });
  for (const { rotationId, step } of rotations)
    if (step === 'issue') await engine.call('rotation.issue', { rotationId });
  if (rotations.length > 0) await call('rotation.continueDue', {});
  return rotations.length > 0;
}

// The vault is open from here on.
await call('operation.list', {});
isCounting = true;
while ((await goOnWithOperation()) || (await goOnWithRotations()));
isCounting = false;
writeSync(1, 'over');
await engine.shutdown();
