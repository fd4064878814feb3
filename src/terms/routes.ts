import { sessions } from '../accounts/sessions.ts'
import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { languageOf } from '../http/language.ts'
import { serve } from '../http/serve.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'
import type { Words } from './texts.ts'

/** @param retention how long everything is kept, as the privacy notice says it */
export const termsRoutes =
  (retention: Words) =>
  (server: Server, engine: Engine): void => {
    serve(server, contract.listTexts, () => operations.listTexts(engine))
    serve(server, contract.getText, ({ params, query }) =>
      operations.showText(engine, { ...params, ...query }, retention),
    )
    serve(server, contract.publishText, async ({ caller, params, body }) => {
      const appliesFrom = new Date(body.appliesFrom)
      const given = { ...params, ...body, appliesFrom, publishedBy: caller.accountId }
      return { ...params, version: await operations.publish(engine, given) }
    })
    serve(server, contract.listAcceptances, ({ caller }) =>
      operations.showAcceptances(engine, caller.accountId),
    )
    serve(server, contract.acceptTexts, async ({ caller: { accountId }, body }, { request }) => {
      await operations.accept(engine, { accountId, ...body, language: languageOf(request) })
      sessions(engine).evictAccount(accountId)
      return operations.showAcceptances(engine, accountId)
    })
    serve(server, contract.withdrawConsent, async ({ caller: { accountId }, params }, reply) => {
      const language = languageOf(reply.request)
      await operations.withdraw(engine, { accountId, ...params, language })
      return operations.showAcceptances(engine, accountId)
    })
    serve(server, contract.getOperator, () => operations.readOperator(engine.house))
    serve(server, contract.setOperator, ({ caller, body }) =>
      operations.setOperator(engine, body, caller.accountId),
    )
  }
