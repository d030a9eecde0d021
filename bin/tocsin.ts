#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Later starts take two thirds of the time. Beside the program: who can write there could write the program.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/tocsin', import.meta.url)))
const { main } = await import('../src/cli/main.ts')

// `tocsin source list | head`: who reads has gone, and nobody is left to tell.
process.stdout.on('error', error => process.exit('code' in error && error.code === 'EPIPE' ? 0 : 1))

process.exitCode = await main(process.argv.slice(2), {
  env: process.env,
  out: line => process.stdout.write(`${line}\n`),
  err: line => process.stderr.write(`${line}\n`),
})
