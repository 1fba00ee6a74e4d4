/**
 * Carries out one order over many items in a vault, in a process of its own, so that the practice platform does not share its event loop. Writes how
 * long it took from the order to its end, and how it ended, as JSON.
 */
import { performance } from 'node:perf_hooks';
import { createNodeTransport } from '../../main/line/node-transport.ts';
import { createEngine } from '../../main/vault.ts';
import type { InputOf, OperationName, OutputOf } from '../../shared/contract.ts';

const [folder = '', kind = 'revoke'] = process.argv.slice(2);
const engine = createEngine({ folder, door: 'test', transport: createNodeTransport() });

async function call<Name extends OperationName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
  const result = await engine.call(name, input);
  if (result.ok) return result.value;
  throw new Error(`${name} ended in ${result.error.code}`);
}

const orders: Record<string, InputOf<'operation.begin'>> = {
  revoke: { kind: 'revoke', selection: { matching: {}, accept: ['last-of-consumer'] } },
  check: { kind: 'check', selection: {} },
};
const order = orders[kind];
if (!order) throw new Error(`there is no order ${kind}`);
const passphrase = process.env['KAGIBAKO_PASSPHRASE'];
await call('vault.unlock', passphrase === undefined ? {} : { passphrase });
const start = performance.now();
const { operationId } = await call('operation.begin', order);
const { state, finished } = await call('operation.wait', { operationId });
process.stdout.write(JSON.stringify({ milliseconds: performance.now() - start, state, finished }));
await engine.shutdown();
