import { type FormEvent, useState } from 'react'
import { Submit } from '../../../web/kit/button.tsx'
import { focusFirstWrong, TextArea } from '../../../web/kit/field.tsx'
import { type Choice, choicesOf } from './choices.ts'
import { DecisionDialog } from './decision-dialog.tsx'
import type { Decided, Decision, Review } from './review-queries.ts'
import { useReviewText } from './text.ts'

interface DecisionFormProps {
  readonly review: Review
  readonly onDecided: (decided: Decided) => void
}

/** The possible decisions with their effects, and a note. */
export function DecisionForm({ review, onDecided }: DecisionFormProps) {
  const t = useReviewText()
  const [decision, setDecision] = useState<Decision>()
  const [note, setNote] = useState('')
  const [isTried, setTried] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const choices = choicesOf(review)
  const isNoteMissing = note.trim() === ''
  const ask = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!decision || isNoteMissing) return focusFirstWrong(event.currentTarget)
    setAsking(true)
  }
  return (
    <form onSubmit={ask} noValidate className="grid gap-4 border-t border-line pt-5">
      <fieldset className="grid gap-2" data-wrong={isTried && !decision ? '' : undefined}>
        <legend className="mb-2 font-semibold">{t('decide.legend')}</legend>
        {choices
          .filter(({ barred }) => !barred)
          .map((choice) => (
            <Offer
              key={choice.decision}
              name={`decision-${review.paymentId}`}
              choice={choice}
              isChosen={choice.decision === decision}
              onChoose={() => setDecision(choice.decision)}
            />
          ))}
        {isTried && !decision ? (
          <p role="alert" className="text-sm font-medium text-bad">
            {t('decide.none')}
          </p>
        ) : null}
      </fieldset>
      <Barred choices={choices} />
      <TextArea
        label={t('decide.note')}
        required
        maxLength={1000}
        counted
        value={note}
        hint={t('decide.noteHint')}
        error={isTried && isNoteMissing ? t('decide.noteMissing') : undefined}
        onChange={(event) => setNote(event.target.value)}
      />
      <Submit className="justify-self-start">{t('decide.next')}</Submit>
      {isAsking && decision ? (
        <DecisionDialog
          review={review}
          decision={decision}
          note={note.trim()}
          onClose={() => setAsking(false)}
          onDecided={(decided) => {
            setAsking(false)
            setTried(false)
            setDecision(undefined)
            setNote('')
            onDecided(decided)
          }}
        />
      ) : null}
    </form>
  )
}

interface OfferProps {
  readonly name: string
  readonly choice: Choice
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function Offer({ name, choice: { decision, doubt }, isChosen, onChoose }: OfferProps) {
  const t = useReviewText()
  return (
    <label className="flex cursor-pointer items-start gap-3 rounded-2xl border border-edge bg-card p-4 has-checked:border-accent has-checked:bg-blush">
      <input
        type="radio"
        name={name}
        className="size-6 shrink-0"
        checked={isChosen}
        onChange={onChoose}
      />
      <span className="grid gap-0.5">
        <span className="font-semibold">{t(`decision.${decision}`)}</span>
        <span className="text-sm text-soft">{t(`does.${decision}`)}</span>
        {doubt ? (
          <span className="text-sm font-medium text-warn">{t(`doubt.${doubt}`)}</span>
        ) : null}
      </span>
    </label>
  )
}

/** Barred decisions, with reasons. */
function Barred({ choices }: { choices: readonly Choice[] }) {
  const t = useReviewText()
  const barred = choices.filter((choice) => choice.barred)
  if (barred.length === 0) return null
  return (
    <ul className="grid gap-1 text-sm text-soft" aria-label={t('decide.barred')}>
      {barred.map(({ decision, barred: bar }) => (
        <li key={decision}>
          <span className="font-semibold">{t(`decision.${decision}`)}</span>:{' '}
          {bar ? t(`barred.${bar}`) : null}
        </li>
      ))}
    </ul>
  )
}
