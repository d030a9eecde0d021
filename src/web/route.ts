/**
 * The route table's row. Every address the server answers stands in such a table (`app.ts` joins those of
 * `site`, `desk` and `api`); `tocsin routes` prints it and the security tests walk it.
 * GET and HEAD never act (promise 4): a route that writes is a POST.
 */
import type { Context } from 'hono'

/** `subscriber`: whoever holds a link's token; `editor`: a session; `token`: an API bearer token. */
export type Who = 'public' | 'subscriber' | 'editor' | 'token'

/** Who is at the desk, as the session says. */
export interface EditorIdentity {
  id: number
  name: string
}

/** Which API token called. */
export interface TokenIdentity {
  id: number
  name: string
}

/** What the server puts beside a request before its handler runs. */
export interface RequestVariables {
  Variables: {
    /** The client's address as TRUST_PROXY lets us know it; never stored whole. */
    clientAddress: string
    /** Set on routes for `editor`. */
    editor: EditorIdentity
    /** Set on routes for `token`. */
    token: TokenIdentity
  }
}

export type RequestContext = Context<RequestVariables>

export interface Route {
  method: 'GET' | 'POST'
  /** Hono's pattern: `/alerts/:id`. */
  path: string
  who: Who
  /** Why this POST may come from another site or carry no Origin (RFC 8058 one-click); absent: it may not. */
  crossSite?: string
  /** Programs on other sites' pages may call it and read the answer (CORS); nothing of a reader travels along. */
  anyOrigin?: true
  /**
   * It answers while the store is away, too: whoever called it before is let in then. Only for what
   * shows nothing but numbers, for the token may have been taken back meanwhile.
   */
  whileAway?: true
  /** Most octets of the request's body; default 64 kB. */
  maxBodyBytes?: number
  /** The handler reads the body by itself, and no more of it than it bounds; `maxBodyBytes` is without effect. */
  readsBody?: true
  handler(context: RequestContext): Response | Promise<Response>
}
