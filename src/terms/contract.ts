import { Type } from 'typebox'
import { businessNumberWrong, draftMembers, shownMembers } from '../kernel/business.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { Instant, Line, OrNull, Paragraph, Shape } from '../kernel/shape.ts'
import { acceptedKinds, marketingKinds, textKinds } from './kind-rules.ts'
import * as rules from './rules.ts'

const Kind = Type.Enum([...textKinds])
const Version = Type.Integer({ minimum: 1, maximum: 10_000 })

/** A text that a person accepts, in the version that was shown: `GET /v1/terms` has the one that applies. */
const AcceptedText = Shape(
  { kind: Type.Enum([...acceptedKinds]), version: Version },
  'AcceptedText',
)

export const AcceptedTexts = Type.Array(AcceptedText, {
  minItems: 1,
  maxItems: acceptedKinds.length,
  description:
    'Texts that the person has seen and accepts, each in the version that `GET /v1/terms` names: `terms` and ' +
    '`age` (at least 14 years old) are required, `marketing-mail` and `marketing-text` are optional; `privacy` says ' +
    'that the notice was seen.',
})

export const listTexts = endpoint({
  name: 'listTerms',
  method: 'GET',
  path: '/v1/terms',
  summary: 'List the texts of the site, each with the version that applies',
  role: 'anyone',
  answer: Shape({
    data: Type.Array(
      Shape(
        {
          kind: Kind,
          version: Version,
          /** Needed to sign up. */
          isRequired: Type.Boolean(),
          isMarketing: Type.Boolean(),
          /** Announced. */
          next: OrNull(Shape({ version: Version, appliesFrom: Instant })),
        },
        'TermsText',
      ),
    ),
  }),
  problems: [],
})

const Words = Shape({ ko: Type.String(), en: Type.String() })

export const getText = endpoint({
  name: 'getTerms',
  method: 'GET',
  path: '/v1/terms/:kind',
  summary: 'Read a text in Korean and English; by default the version that applies',
  description:
    'Lines that begin with `## ` are headings, with `- ` items of a list; others are paragraphs.',
  role: 'anyone',
  params: Shape({ kind: Type.String({ pattern: '^[a-z0-9-]{1,40}$', examples: [...textKinds] }) }),
  query: Shape({ version: Type.Optional(Version) }),
  answer: Shape(
    {
      kind: Kind,
      version: Version,
      /** The version that applies. */
      current: Version,
      ...Words.properties,
      /** With placeholders for the operator's details. */
      template: Words,
      /** All of them; the first has applied from the beginning. */
      versions: Type.Array(Shape({ version: Version, appliesFrom: OrNull(Instant) })),
    },
    'TermsWords',
  ),
  problems: [rules.textMissing],
})

const words = Paragraph({ least: 1, most: 50_000 })

export const publishText = endpoint({
  name: 'publishTerms',
  method: 'POST',
  path: '/v1/terms/:kind/versions',
  summary:
    'Announce a new version of a text, 7 days ahead, or 30 where it is to the disadvantage of users',
  role: 'admin',
  params: Shape({ kind: Kind }),
  creates: '/v1/terms/:kind',
  body: Shape({ ko: words, en: words, appliesFrom: Instant, isUnfavourable: Type.Boolean() }),
  answer: Shape({ kind: Kind, version: Version }),
  problems: [rules.changeScheduled, rules.changeTooSoon],
})

const OwnAcceptances = Shape(
  {
    /** Newest first; the first of a kind counts. */
    data: Type.Array(
      Shape({ ...AcceptedText.properties, given: Type.Boolean(), at: Instant }, 'Acceptance'),
    ),
    /** To be accepted before the next claim. */
    missing: Type.Array(AcceptedText),
    /** Until then an account of before may go on without. */
    until: OrNull(Instant),
  },
  'Acceptances',
)

export const listAcceptances = endpoint({
  name: 'listMyAcceptances',
  method: 'GET',
  path: '/v1/me/acceptances',
  summary: 'List which texts you accepted and withdrew, and which you still have to accept',
  role: 'customer',
  exported: 'acceptances',
  answer: OwnAcceptances,
  problems: [],
})

export const acceptTexts = endpoint({
  name: 'acceptTerms',
  method: 'POST',
  path: '/v1/me/acceptances',
  summary: 'Accept texts of the site',
  role: 'customer',
  creates: '/v1/me/acceptances',
  body: Shape({ accepted: AcceptedTexts }),
  answer: OwnAcceptances,
  problems: [rules.termsNotAccepted],
})

export const withdrawConsent = endpoint({
  name: 'withdrawConsent',
  method: 'DELETE',
  path: '/v1/me/acceptances/:kind',
  summary: 'Withdraw your consent to advertising',
  role: 'customer',
  params: Shape({ kind: Type.Enum([...marketingKinds]) }),
  answer: OwnAcceptances,
  problems: [],
})

export const OperatorView = Shape(
  { ...shownMembers, hosting: Type.String(), privacyOfficer: Type.String() },
  'Operator',
)

export const getOperator = endpoint({
  name: 'getOperator',
  method: 'GET',
  path: '/v1/operator',
  summary: 'Who runs the site, as the law wants it to be said',
  role: 'anyone',
  answer: OperatorView,
  problems: [],
})

export const setOperator = endpoint({
  name: 'setOperator',
  method: 'PUT',
  path: '/v1/operator',
  summary: 'Say who runs the site',
  role: 'admin',
  body: Shape(
    {
      ...draftMembers,
      hosting: Line({ least: 0, most: 100 }),
      privacyOfficer: Line({ least: 0, most: 100 }),
    },
    'OperatorDraft',
  ),
  answer: OperatorView,
  problems: [businessNumberWrong],
})
