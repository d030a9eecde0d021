/** Signing up: two addresses that any page may call, and one for the newsroom's own programs. */
import type { ApiParts, ApiRoute } from '../api-route.ts'
import {
  addSubscriber,
  addSubscriberBody,
  signUp,
  signUpAnswer,
  signUpBody,
  signUpFormAnswer,
  signUpFormOf,
} from './sign-up.ts'

const anyPage =
  'scripts on other sites’ pages sign their readers up; nothing travels along, and the guard’s token is needed'
const taken = { 202: { about: 'Taken. The same whatever we know of the address.', schema: signUpAnswer } }

export function signUpRoutes(parts: ApiParts): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/api/sign-up/form',
      who: 'public',
      anyOrigin: true,
      handler: c => signUpFormOf(parts, c),
      operation: {
        id: 'readSignUpForm',
        summary: 'A token to sign one address up with',
        answers: { 200: { about: 'The token, and what to solve first.', schema: signUpFormAnswer } },
      },
    },
    {
      method: 'POST',
      path: '/api/sign-up',
      who: 'public',
      anyOrigin: true,
      crossSite: anyPage,
      handler: c => signUp(parts, c),
      operation: {
        id: 'signUp',
        summary: 'Signs an address up: its owner is mailed a link to confirm',
        body: signUpBody,
        answers: taken,
        refusals: [429],
      },
    },
    {
      method: 'POST',
      path: '/api/subscribers',
      who: 'token',
      handler: c => addSubscriber(parts, c),
      operation: {
        id: 'addSubscriber',
        summary: 'The same from a program of yours, without a form’s token',
        description: 'The owner of the address still confirms by the mailed link.',
        body: addSubscriberBody,
        answers: taken,
        refusals: [429],
      },
    },
  ]
}
