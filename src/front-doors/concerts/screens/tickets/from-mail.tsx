import { Navigate, useParams, useRouterState } from '@tanstack/react-router'

/** The link of a mail has the secret behind its #, which is sent to no server. */
export function FromMail() {
  const { concertId } = useParams({ from: '/concerts/$concertId/ticket-offers' })
  const secret = useRouterState({ select: ({ location }) => location.hash })
  return (
    <Navigate
      to="/concerts/$concertId/ticket-offers/$secret"
      params={{ concertId, secret: secret || 'none' }}
      replace
    />
  )
}
