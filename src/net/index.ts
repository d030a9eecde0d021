export {
  createSafeFetch,
  type SafeFetch,
  type SafeFetchLimits,
  type SafeFetchOptions,
  type SafeResponse,
  safeFetchLimits,
} from './safe-fetch.ts'
