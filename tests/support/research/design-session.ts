import {
  addSessionMember,
  beginDesign,
  getMe,
  proposeSession,
  saveAgenda,
  stepSession,
  type Endpoint,
  type EndpointInput,
  type EndpointResponse,
} from '@tongke/contract'

/** Whoever can call operations of the portal: a program or a browser's own requests. */
export interface Caller {
  call<E extends Endpoint>(endpoint: E, input: EndpointInput<E>): Promise<EndpointResponse<E>>
}

export interface DesignSession {
  readonly sessionId: string
  readonly designId: string
}

const DAY_MS = 86_400_000

const homeOf = async (caller: Caller): Promise<{ id: string; orgId: string }> => {
  const me = await caller.call(getMe, {})
  if (me.kind !== 'person' || !me.posts[0]) throw new Error('a person with a post')
  return { id: me.id, orgId: me.posts[0].orgId }
}

/**
 * A session of joint research that its members prepare, with an empty common design.
 * @param officer leads sessions of the whole county
 */
export async function beginDesignSession(
  author: Caller,
  officer: Caller,
  members: readonly Caller[],
  { grade = 3 }: { grade?: number } = {},
): Promise<DesignSession> {
  const { id: authorId, orgId } = await homeOf(author)
  const proposed = await author.call(proposeSession, {
    body: {
      theme: '三年级英语：颜色',
      subject: 'english',
      grade,
      form: 'preparation',
      mainPreparerId: authorId,
      hostOrgId: orgId,
      startsAt: Date.now() + 7 * DAY_MS,
    },
  })
  const params = { id: proposed.card.id }
  for (const member of members) {
    const { id: personId } = await homeOf(member)
    await officer.call(addSessionMember, { params: { ...params, personId } })
  }
  const items = [{ id: null, title: '说课', minutes: 20 }]
  const { revision } = await officer.call(saveAgenda, {
    params,
    body: { revision: proposed.revision, items },
  })
  await officer.call(stepSession, { params, body: { revision, to: 'SCHEDULED' } })
  const { card } = await author.call(beginDesign, { params })
  return { sessionId: params.id, designId: card.id }
}
