/** How large a proof is: the short form runs with every `npm test`, the full one with `npm run prove`. */
export function proofSize(short: number, full: number): number {
  return process.env['TOCSIN_PROVE'] === 'full' ? full : short
}
