#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'

// What lives long is small here, and what does not is plenty: left to itself, V8 keeps three times the memory.
setFlagsFromString('--semi-space-growth-factor=1')
setFlagsFromString('--heap-growing-percent=30')

// The threads that sign mail (DKIM): more of them than cores only take turns. libuv lets look-ups of names, which may
// hang, have half of them at most.
process.env['UV_THREADPOOL_SIZE'] ??= String(Math.max(2, availableParallelism()))

// Later starts take two thirds of the time. Beside the program: who can write there could write the program.
const cache = fileURLToPath(new URL('../node_modules/.cache/tocsin', import.meta.url))
enableCompileCache(cache)
// For the threads: without it each keeps a compiler of its own.
process.env['NODE_COMPILE_CACHE'] = cache
const { main } = await import('../src/cli/main.ts')

// `tocsin source list | head`: who reads has gone, and nobody is left to tell.
process.stdout.on('error', error => {
  if ('code' in error && error.code === 'EPIPE') process.exit(0)
  process.stderr.write(`tocsin: standard output cannot be written to: ${error.message}.\n`)
  process.exit(1)
})

process.exitCode = await main(process.argv.slice(2), {
  env: process.env,
  out: line => process.stdout.write(`${line}\n`),
  err: line => process.stderr.write(`${line}\n`),
})
