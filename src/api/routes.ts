/** The API's table: what programs may call, who may, and what the description says of it. */
import { alertAnswerSchema } from './alerts/alert-answer.ts'
import { changeAlert, type VerbName } from './alerts/change-alert.ts'
import { correctAlert, correctAlertBody } from './alerts/correct-alert.ts'
import { createAlert, createAlertBody, createdAlertAnswer } from './alerts/create-alert.ts'
import { alertPageSchema, listAlerts, listAlertsQuery, readAlert } from './alerts/read-alerts.ts'
import type { ApiParts, ApiRoute } from './api-route.ts'
import { createdAnswer } from './fields.ts'
import { isAlive, isReady } from './health.ts'
import { receiveItem, receiveItemBody } from './items/receive-item.ts'
import { createMetrics } from './metrics.ts'
import { describeApi } from './openapi.ts'
import { signUpRoutes } from './sign-up/routes.ts'

const mostItemBytes = 1024 * 1024
const plainText = { mediaType: 'text/plain' }

export function apiRoutes(parts: ApiParts): ApiRoute[] {
  const routes: ApiRoute[] = [
    ...writing(parts),
    ...reading(parts),
    ...signUpRoutes(parts),
    ...watching(parts),
  ]
  const description: ApiRoute = {
    method: 'GET',
    path: '/api/openapi.json',
    who: 'public',
    handler: c => c.json(describeApi([...routes, description], parts.config.publicUrl)),
    operation: {
      id: 'describeApi',
      summary: 'This description',
      answers: { 200: { about: 'OpenAPI 3.1.' } },
    },
  }
  return [...routes, description]
}

function writing(parts: ApiParts): ApiRoute[] {
  return [
    {
      method: 'POST',
      path: '/api/items',
      who: 'token',
      maxBodyBytes: mostItemBytes,
      handler: c => receiveItem(parts, c),
      operation: {
        id: 'receiveItem',
        summary: 'Hands in an item, or a revision of one',
        description: 'The token’s name is the source.',
        body: receiveItemBody,
        once: true,
        answers: {
          201: { about: 'A new item.', schema: createdAnswer },
          200: {
            about: 'The externalId is known: a revision was kept, or nothing was new.',
            schema: createdAnswer,
          },
        },
        refusals: [409],
      },
    },
    {
      method: 'POST',
      path: '/api/alerts',
      who: 'token',
      handler: c => createAlert(parts, c),
      operation: {
        id: 'createAlert',
        summary: 'Writes an alert, and sends it if send is true',
        body: createAlertBody,
        once: true,
        answers: { 201: { about: 'It is a draft, or on its way.', schema: createdAlertAnswer } },
        refusals: [409],
      },
    },
    press(parts, 'send', 'Sends a draft'),
    press(parts, 'pause', 'Pauses an alert that is being sent'),
    press(parts, 'resume', 'Goes on with a paused alert'),
    press(parts, 'stop', 'Stops an alert for good: what was not sent yet never is'),
    {
      method: 'POST',
      path: '/api/alerts/:id/correct',
      who: 'token',
      handler: c => correctAlert(parts, c),
      operation: {
        id: 'correctAlert',
        summary: 'Corrects an alert: goes at once to exactly those who got it',
        body: correctAlertBody,
        once: true,
        answers: { 201: { about: 'The correction is on its way.', schema: createdAnswer } },
        refusals: [404, 409],
      },
    },
  ]
}

function press(parts: ApiParts, verb: VerbName, summary: string): ApiRoute {
  const handler = changeAlert(verb)
  return {
    method: 'POST',
    path: `/api/alerts/:id/${verb}`,
    who: 'token',
    handler: c => handler(parts, c),
    operation: {
      id: `${verb}Alert`,
      summary,
      description: 'Needs no body. Repeating it is harmless.',
      answers: { 200: { about: 'The alert as it is now.', schema: alertAnswerSchema } },
      refusals: verb === 'send' ? [404, 409, 422] : [404, 409],
    },
  }
}

function reading(parts: ApiParts): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/api/alerts',
      who: 'token',
      handler: c => listAlerts(parts, c),
      operation: {
        id: 'listAlerts',
        summary: 'All alerts, newest first',
        query: listAlertsQuery,
        answers: { 200: { about: 'A page of them.', schema: alertPageSchema } },
      },
    },
    {
      method: 'GET',
      path: '/api/alerts/:id',
      who: 'token',
      handler: c => readAlert(parts, c),
      operation: {
        id: 'readAlert',
        summary: 'An alert, and what became of its deliveries',
        answers: { 200: { about: 'The alert.', schema: alertAnswerSchema } },
        refusals: [404],
      },
    },
  ]
}

function watching(parts: ApiParts): ApiRoute[] {
  const metrics = createMetrics(parts)
  return [
    {
      method: 'GET',
      path: '/metrics',
      whileAway: true,
      who: 'token',
      handler: c => metrics(parts, c),
      operation: {
        id: 'readMetrics',
        summary: 'Metrics for Prometheus, which sends the bearer token as it is told',
        answers: { 200: { about: 'The Prometheus text format.', ...plainText } },
      },
    },
    {
      method: 'GET',
      path: '/healthz',
      who: 'public',
      handler: c => isAlive(parts, c),
      operation: { id: 'isAlive', summary: 'Serves it?', answers: { 200: { about: 'Yes.', ...plainText } } },
    },
    {
      method: 'GET',
      path: '/readyz',
      who: 'public',
      handler: c => isReady(parts, c),
      operation: {
        id: 'isReady',
        summary: 'Does the store answer, and take what is written?',
        answers: {
          200: { about: 'Yes.', ...plainText },
          503: { about: 'No, or not within two seconds.', ...plainText },
        },
      },
    },
  ]
}
