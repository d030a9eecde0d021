import { TocsinError } from '../errors.ts'
import type { Route } from './route.ts'

export interface NoSuchRoute {
  error: TocsinError
  /** The methods that the path is known for (RFC 9110 §15.5.6); empty: no such path. */
  allow: readonly string[]
}

/** Why no route took a request: its path is not known, or only for other methods. */
export function noSuchRoute(routes: readonly Pick<Route, 'method' | 'path'>[]) {
  const known = routes.map(({ method, path }) => ({ method, pattern: patternOf(path) }))
  return (method: string, path: string): NoSuchRoute => {
    const methods = new Set(known.filter(({ pattern }) => pattern.test(path)).map(route => route.method))
    const allow = [...methods].flatMap(one => (one === 'GET' ? ['GET', 'HEAD'] : [one])).sort()
    const error =
      allow.length > 0
        ? new TocsinError(
            'request.wrong-method',
            `This address takes ${allow.join(', ')}, but not ${method.slice(0, 20)}.`,
          )
        : new TocsinError(
            'request.not-found',
            path.startsWith('/api/')
              ? 'The API has no such address. "GET /api/openapi.json" lists those it has.'
              : 'This page does not exist, or no longer does.',
          )
    return { error, allow }
  }
}

/** Hono's `/alerts/:id`: a name stands for one segment. */
function patternOf(path: string): RegExp {
  const segments = path.split('/').map(part => (part.startsWith(':') ? '[^/]+' : RegExp.escape(part)))
  return new RegExp(`^${segments.join('/')}$`)
}
