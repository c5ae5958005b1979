import { z } from 'zod'

/**
 * Every refusal that can cross a wire, once. The key is stable and is what programs test; `status` is its HTTP status.
 * What people read is the web app's translation of the key.
 */
export const ERRORS = {
  // requests
  'request.invalid': { status: 400, text: 'The request does not have the declared shape' },
  'request.too_large': { status: 413, text: 'The request is larger than allowed' },
  'request.origin': { status: 403, text: 'The request comes from another site' },
  'request.rate': { status: 429, text: 'Too many requests, try again later' },
  'request.unsupported_type': { status: 415, text: 'The content type is not accepted here' },
  'request.range': { status: 416, text: 'The file has no such range' },
  not_found: { status: 404, text: 'There is no such thing, or you may not see it' },
  'conflict.changed': { status: 409, text: 'It was changed by someone else meanwhile' },
  internal: { status: 500, text: 'Unexpected fault, the log has the request id' },
  unavailable: { status: 503, text: 'A part the server depends on does not answer' },
  // who
  'auth.required': { status: 401, text: 'Sign in first' },
  'auth.invalid': { status: 401, text: 'Name or password is wrong' },
  'auth.ambiguous': { status: 409, text: 'Several people have this name, sign in by phone' },
  'auth.throttled': { status: 429, text: 'Too many failed attempts, wait before the next' },
  'auth.forbidden': { status: 403, text: 'Your posts do not allow this' },
  'auth.password_first': { status: 403, text: 'Change the first password before anything else' },
  'auth.password_weak': { status: 422, text: 'The new password is too short or too common' },
  'auth.password_wrong': { status: 422, text: 'The present password is wrong' },
  // people
  'org.has_children': { status: 409, text: 'Open units or posts still hang on this organization' },
  'org.closed': { status: 409, text: 'The organization is closed' },
  'org.parent_kind': { status: 422, text: 'This kind of organization cannot stand under that parent' },
  'org.successor': { status: 422, text: 'A school is merged into another school that is open on that day' },
  'org.duplicate': { status: 409, text: 'Another open organization has this name or code' },
  'person.duplicate': { status: 409, text: 'Another person has this phone or county number' },
  'person.post_twice': { status: 409, text: 'The person would have the same post twice on one day' },
  'person.last_administrator': { status: 409, text: 'The last administrator cannot be closed' },
  'class.duplicate': { status: 409, text: 'The school has a class of this name in this school year' },
  'class.grades': { status: 422, text: 'The grades do not fit the class type' },
  'device.code_unknown': { status: 404, text: 'No device shows this code, or it has expired' },
  'device.other_school': { status: 403, text: 'A device is confirmed by its own school' },
  'device.revoked': { status: 401, text: 'This device was revoked' },
  'import.unreadable': { status: 422, text: 'The file is not a readable XLSX workbook' },
  'import.rows': { status: 422, text: 'Some rows are wrong, nothing was imported' },
  // observation of lessons
  'scale.state': { status: 409, text: 'The scale is not in a state that allows this' },
  'scale.content': { status: 422, text: 'A part of the scale is empty or its steps are wrong' },
  'observation.closed': { status: 409, text: 'This lesson is not observed any more, or not yet' },
  'observation.handed_in': { status: 409, text: 'The sheet is handed in and does not change any more' },
  'observation.full': { status: 409, text: 'The sheet holds no more marks' },
  'observation.moment': { status: 422, text: 'The lesson has no replay to which this mark could belong' },
  'observation.voice': { status: 422, text: 'This is not a short sound recording' },
  'observation.unsent': { status: 409, text: 'Not all marks have arrived yet' },
  'observation.blank': { status: 422, text: 'There is nothing on the sheet' },
  'observation.final': { status: 409, text: 'The time to take the sheet back is over' },
  // lessons
  'lesson.transition': { status: 409, text: 'The lesson is not in a state that allows this' },
  'lesson.too_early': { status: 409, text: 'The room opens 15 minutes before the planned time' },
  'lesson.not_lecturer': { status: 403, text: 'Only the lecturer may do this' },
  'lesson.not_participant': { status: 403, text: 'You have no part in this lesson' },
  'lesson.not_your_leg': { status: 403, text: 'This class is not yours' },
  'lesson.no_ready_leg': { status: 409, text: 'No listening class is online with its assistant' },
  'lesson.unprepared': { status: 409, text: 'A listening class has no assistant or no room device' },
  'lesson.unchecked': { status: 409, text: 'No line check within 30 minutes allows this' },
  'lesson.legs': { status: 422, text: 'A lesson has one to four listening classes, each once' },
  'lesson.busy': { status: 409, text: 'A person or class is in another lesson at this time' },
  'lesson.unpaired': {
    status: 409,
    text: 'No agreement in force lets a class listen to this lesson on that day',
  },
  'lesson.headcount': { status: 422, text: 'Expected must equal present + leave + absent' },
  'lesson.hand_unknown': { status: 409, text: 'This hand is no longer raised' },
  'lesson.leg_unknown': { status: 404, text: 'The lesson has no such listening class' },
  'lesson.leg_offline': { status: 409, text: 'This class is not online' },
  'lesson.quiz_open': { status: 409, text: 'A question is being answered already' },
  'lesson.quiz_unknown': { status: 409, text: 'This question is no longer open' },
  'lesson.quiz_counts': {
    status: 422,
    text: 'More answers than pupils, or an answer the question does not have',
  },
  'lesson.nobody_to_pick': { status: 409, text: 'No listening class is online to pick from' },
  'lesson.buzzer_over': { status: 409, text: 'Another class was first, or nobody may buzz now' },
  'lesson.not_joined': { status: 409, text: 'Join the lesson before sending commands' },
  'lesson.unsettled': { status: 409, text: 'Attendance is missing, the lesson cannot be settled yet' },
  'lesson.materials_full': { status: 409, text: 'A lesson has at most 20 materials' },
  'lesson.not_failed': { status: 409, text: 'The lesson has not failed, there is nothing to make up' },
  'lesson.made_up': { status: 409, text: 'Another lesson makes up for this one already' },
  'lesson.decks_full': { status: 409, text: 'A lesson has no room for another deck' },
  'lesson.deck_unknown': { status: 404, text: 'The lesson has no such slides' },
  'lesson.surface_unknown': { status: 404, text: 'The lesson has no such page or board' },
  'lesson.not_writer': { status: 403, text: 'Only the class on stage may write, when the lecturer lets it' },
  'lesson.stroke_unknown': { status: 409, text: 'There is no such stroke of yours' },
  'lesson.boards_full': { status: 409, text: 'A lesson has no room for another board' },
  'lesson.strokes_full': { status: 409, text: 'Too much was written in this lesson' },
  'observing.full': { status: 409, text: 'All places to watch this lesson are taken' },
  'observing.closed': { status: 409, text: 'This lesson is over or was called off' },
  'observing.part': { status: 409, text: 'You have another part in this lesson' },
  'observing.notes_full': { status: 409, text: 'You have as many notes of this lesson as one may have' },
  'repair.state': { status: 409, text: 'The repair is not in a state that allows this' },
  'meeting.alone': { status: 409, text: 'Nobody else is in the room yet' },
  'meeting.people': { status: 422, text: 'A meeting has a chair and one to 59 others who serve at a school' },
  'meeting.person_unknown': { status: 404, text: 'The meeting has no such member' },
  'meeting.one_school': { status: 409, text: 'All members are of one school: there is nothing to split' },
  'meeting.split': { status: 409, text: 'The groups are apart already, or back already' },
  'meeting.group_unknown': { status: 404, text: 'There is no such group' },
  'lesson.closed_room': { status: 409, text: 'The room of this lesson is not open' },
  'paper.locked': { status: 409, text: 'This paper is locked by now' },
  'paper.too_late': { status: 409, text: 'Papers of a lesson are taken for 72 hours after class' },
  'report.state': { status: 409, text: 'The report is not in a state that allows this' },
  'report.too_early': { status: 409, text: 'Schools may object for three days before a report is frozen' },
  // curriculum and library
  'node.unknown': {
    status: 422,
    text: 'The curriculum tree has no such node, or it does not fit the subject and grades',
  },
  'node.parent_closed': { status: 409, text: 'What it hangs on is closed, open that first' },
  'textbook.edition': {
    status: 422,
    text: 'The edition is closed, of another subject, or has no volume for this grade',
  },
  'resource.metadata': {
    status: 422,
    text: 'The description of the resource is incomplete or contradicts itself',
  },
  'resource.written_homework': { status: 422, text: 'Grades 1 and 2 have no written homework' },
  'resource.state': { status: 409, text: 'The resource is not in a state that allows this' },
  'resource.incomplete': { status: 409, text: 'A file that this type needs is missing' },
  'resource.processing': { status: 409, text: 'A file is still being processed, or could not be' },
  'resource.licence_expired': { status: 409, text: 'The licence of the third party has expired' },
  'resource.download': { status: 403, text: 'The licence does not allow a download' },
  'download.expired': { status: 410, text: 'This address has expired, ask for a new one' },
  'review.own': { status: 403, text: 'Nobody reviews their own resource' },
  'review.twice': { status: 409, text: 'You have reviewed this version already' },
  'upload.unknown': { status: 404, text: 'There is no such upload, or it is not yours' },
  'upload.unfinished': { status: 409, text: 'The upload is not complete yet' },
  'upload.offset': { status: 409, text: 'The upload goes on at another byte, ask where' },
  'upload.open_limit': { status: 429, text: 'Too many unfinished uploads, finish or cancel some' },
  'upload.too_large': { status: 413, text: 'The file is larger than your role may upload' },
  'upload.no_space': { status: 507, text: 'The store has no room for this file' },
  'upload.checksum': { status: 422, text: 'The file that arrived is not the file that was sent' },
  'file.not_allowed': { status: 422, text: 'A file of this kind cannot be used here' },
  'processing.state': { status: 409, text: 'The work on this file is not in a state that allows this' },
  'processing.shared': {
    status: 409,
    text: 'The same file is part of another resource that waits for it too',
  },
  'file.broken': { status: 422, text: 'The file is damaged or empty' },
  'play.closed': { status: 409, text: 'You have opened another file since, only that one counts' },
  'subtitles.unreadable': { status: 422, text: 'The text is not WebVTT' },
  'package.unreadable': { status: 422, text: 'The file is not a package that can be imported' },
  'package.item': { status: 422, text: 'This item of the package cannot become a resource' },
  'use.own': { status: 403, text: 'Nobody rates their own resource' },
  // schedule
  'calendar.days': {
    status: 422,
    text: 'Terms, holidays or swap days contradict each other, see the details',
  },
  'calendar.term_used': { status: 409, text: 'Agreements or timetables hang on this term' },
  'bells.order': { status: 422, text: 'Periods follow each other without overlap, see the details' },
  'plan.state': { status: 409, text: 'The course plan is not in a state that allows this' },
  'plan.numbers': { status: 409, text: 'Weekly totals or shares of the plan are out of range' },
  'pairing.state': { status: 409, text: 'The agreement is not in a state that allows this' },
  'pairing.schools': { status: 422, text: 'A school in town or a centre helps a school of the country' },
  'pairing.classes': { status: 422, text: 'Both classes are open and of the school year of the term' },
  'pairing.term': { status: 422, text: 'The term is over' },
  'pairing.duplicate': { status: 409, text: 'These classes have an agreement for this term' },
  'pairing.unsigned': { status: 409, text: 'Both heads sign first' },
  'pairing.signed': { status: 409, text: 'This side has signed already' },
  'pairing.same_signer': { status: 409, text: 'One person cannot sign for both sides' },
  'pairing.signer_name': { status: 422, text: 'Say who signed for the school outside the county' },
  'pairing.agreement': { status: 422, text: 'The agreement is a PDF, JPEG or PNG file of at most 5 MB' },
  // lesson designs
  'design.closed': { status: 409, text: 'The session is over, its designs stay as they are' },
  'design.update': { status: 422, text: 'The change is not one of a lesson design' },
  'design.gap': { status: 409, text: 'Something earlier is missing, join again and send all that is new' },
  'design.another_hand': { status: 403, text: 'The change was made in the name of somebody else' },
  'design.too_large': { status: 413, text: 'The design would be larger than allowed' },
  'design.not_joined': { status: 409, text: 'Join the design first' },
  'design.unchanged': { status: 409, text: 'Nothing has changed since the newest version' },
  'design.forked': { status: 409, text: 'The school has its own variant already' },
  'design.comments_full': { status: 409, text: 'The design has as many comments as it may have' },
  // courses
  'course.state': { status: 409, text: 'The course is not in a state that allows this' },
  'course.description': {
    status: 422,
    text: 'Grades, subject or teachers of the course contradict each other',
  },
  'course.incomplete': { status: 409, text: 'Every unit of a course has something in it' },
  'course.item': { status: 422, text: 'A resource or lesson cannot be part of this course' },
  'course.class': { status: 422, text: 'This class is closed or of another grade' },
  'course.subscribed': { status: 409, text: 'The class subscribes already' },
  'course.not_subscribed': { status: 409, text: 'The class does not subscribe to this course' },
  'course.taught_day': { status: 422, text: 'It cannot have been taught on that day' },
  'course.answered': { status: 409, text: 'The question is answered already' },
  'pack.not_allowed': { status: 422, text: 'Something may not be taken away in a pack, see the details' },
  'pack.too_large': { status: 413, text: 'The pack would be larger than allowed' },
  'pack.limit': { status: 409, text: 'You have as many packs as one may have, remove some' },
  'pack.not_ready': { status: 409, text: 'The pack is not built yet' },
  'pack.withdrawn': {
    status: 410,
    text: 'Something in the pack may no longer be given away, see the details',
  },
  // training
  'hours.twice': { status: 409, text: 'These hours were claimed before, for the same event' },
  'hours.no_rule': { status: 409, text: 'No rule of that day gives hours for this' },
  'hours.state': { status: 409, text: 'The claim is not in a state that allows this' },
  'hours.own': { status: 403, text: 'Nobody decides on their own hours' },
  'hours.same_person': { status: 409, text: 'Whoever verified a claim for the school does not confirm it' },
  'hours.appeal_late': { status: 409, text: 'The time for an appeal is over' },
  'hours.appealed': { status: 409, text: 'This claim was appealed once already' },
  'hours.reversed': { status: 409, text: 'This entry cannot be reversed, or was before' },
  'hours.too_large': { status: 422, text: 'Too many claims for one decision, narrow the filter' },
  'certificate.revoked': { status: 409, text: 'The certificate was revoked before' },
  'certificate.no_font': { status: 503, text: 'The machine has no Chinese font to print with' },
  // timetable
  'timetable.slot': { status: 422, text: 'The slot names what does not belong together, see the details' },
  'timetable.clash': { status: 409, text: 'The change would break a hard rule, see the details' },
  'timetable.reason': {
    status: 422,
    text: 'The change breaks a soft rule and needs a reason, see the details',
  },
  // research
  'research.state': { status: 409, text: 'The session is not in a state that allows this' },
  'research.description': { status: 422, text: 'Grades or subject contradict each other' },
  'research.member': { status: 422, text: 'Members are teachers and staff with a post today' },
  'research.full': { status: 409, text: 'There are as many members as there may be' },
  'research.lead': { status: 409, text: 'The lead stays until somebody else leads' },
  'research.main_preparer': { status: 409, text: 'The main preparer is always a member' },
  'research.has_worked': { status: 409, text: 'The member has contributed already and stays' },
  'research.community_closed': { status: 409, text: 'The community is closed' },
  'research.unplanned': { status: 409, text: 'A session has a time, an agenda and two members first' },
  'research.no_design': { status: 409, text: 'The main preparer’s first version comes first' },
  'research.no_lesson': { status: 409, text: 'A lesson of this round was held first' },
  'research.no_reflection': { status: 409, text: 'Somebody reflects first' },
  'research.no_outcome': { status: 409, text: 'An outcome is handed to the library first' },
  'research.no_minutes': { status: 409, text: 'The minutes are signed first' },
  'minutes.signed': { status: 409, text: 'The minutes were signed and stay as they are' },
  'minutes.no_undo': { status: 409, text: 'Nothing was replaced' },
  'research.agenda': { status: 422, text: 'The agenda names an item twice or one of another session' },
  'research.lesson': { status: 422, text: 'A member gives the lesson, and it is not called off' },
  'research.lesson_taken': { status: 409, text: 'The lesson belongs to another session' },
  'research.chairs_room': { status: 409, text: 'This member chairs a live room that is not over' },
  'research.chair': { status: 422, text: 'A member chairs the live room' },
  'research.plan': { status: 422, text: 'The plan names an item twice or one of another community' },
  'research.rounds': { status: 409, text: 'A lesson is polished in so many rounds at most' },
  // recordings
  'recording.none': { status: 404, text: 'This lesson was not recorded' },
  'recording.deleted': { status: 410, text: 'The recording was deleted when its time was over' },
  'recording.state': { status: 409, text: 'The recording is not in a state that allows this' },
  'recording.unreviewed': {
    status: 409,
    text: 'Nothing that was made from this recording has passed the review for so many',
  },
  'recording.consent': {
    status: 409,
    text: 'A class that is in this recording has not agreed to it, or has taken its word back',
  },
  'recording.held': { status: 409, text: 'The recording is held for a supervision' },
  'recording.download': { status: 403, text: 'This recording may not be downloaded' },
  'recording.not_ready': { status: 409, text: 'The film of this recording is not made yet' },
  'recording.part': { status: 422, text: 'The recording has no such part, or it is too short or too long' },
  // training programmes and visits
  'programme.state': { status: 409, text: 'The programme is not in a state that allows this' },
  'programme.description': {
    status: 422,
    text: 'Days, places or trainers of the programme contradict each other, see the details',
  },
  'programme.places': { status: 409, text: 'More places are taken than there would be' },
  'programme.incomplete': { status: 409, text: 'A programme has a session before anybody enrols' },
  'programme.audience': { status: 403, text: 'The programme is for other people' },
  'programme.enrolled': { status: 409, text: 'You have asked for a place already' },
  'programme.not_enrolled': { status: 403, text: 'Only people with a place in the programme may do this' },
  'programme.decided': { status: 409, text: 'This request was decided or withdrawn' },
  'programme.work_accepted': { status: 409, text: 'This work is accepted and stays as it is' },
  'programme.session': {
    status: 422,
    text: 'Times, lesson, video or host of the session do not fit, see the details',
  },
  'programme.attended': { status: 409, text: 'Somebody has attended this session' },
  'programme.no_check_in': { status: 409, text: 'Nobody checks in to a session of this kind' },
  'programme.check_in_time': { status: 409, text: 'It is not the time to check in to this session' },
  'programme.code_expired': { status: 410, text: 'This code has run out, read the one on the screen now' },
  'programme.code_wrong': { status: 422, text: 'This code is not of this session' },
  'programme.not_checked_in': { status: 409, text: 'Check in before checking out' },
  'programme.day': { status: 422, text: 'The day is not one of this session, or it has not come' },
  'programme.signed': { status: 409, text: 'This day is signed and stays as it is' },
  'programme.test_used': { status: 409, text: 'Somebody has taken this test, it stays as it is' },
  'programme.attempts': { status: 409, text: 'All attempts at this test are used' },
  'programme.answers': { status: 422, text: 'The answers do not fit the questions' },
  'visit.state': { status: 409, text: 'The visit is not in a state that allows this' },
  'visit.school': { status: 422, text: 'A visit goes to a school that is open' },
  'visit.day': { status: 422, text: 'A visit that was made cannot lie in the future' },
  'visit.photo': { status: 422, text: 'The file is not a photo that can be kept' },
  'visit.photos_full': { status: 409, text: 'The visit has as many photos as one may have' },
  // media
  'media.no_node': { status: 503, text: 'No media node is alive' },
  'media.ticket_invalid': { status: 401, text: 'The ticket is forged or damaged' },
  'media.ticket_expired': { status: 401, text: 'The ticket has expired' },
  'media.ticket_node': { status: 403, text: 'The ticket is for another node' },
  'media.ticket_room': { status: 403, text: 'The ticket is for another room' },
  'media.order': { status: 409, text: 'This message came at the wrong moment of the connection' },
  'media.draining': { status: 503, text: 'The node is shutting down, get a new ticket' },
  'media.not_joined': { status: 409, text: 'Join the room first' },
  'media.duplicate': { status: 409, text: 'Another device holds this place' },
  'media.superseded': { status: 409, text: 'Another device took over this place' },
  'media.not_granted': { status: 403, text: 'The ticket does not grant this' },
  'media.unknown': { status: 404, text: 'No such transport, producer or consumer' },
  'media.room_closed': { status: 410, text: 'The room was closed' },
  'media.unsupported': { status: 422, text: 'The capabilities do not fit the node' },
} as const satisfies Record<string, { status: number; text: string }>

export type ErrorCode = keyof typeof ERRORS
export const ErrorCode = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]])

/** One thing that is wrong in a request: where (`path`, dotted; for a table `rows.<line>.<column>`) and what. */
export const ErrorDetail = z.object({ path: z.string(), code: z.string(), message: z.string() })
export type ErrorDetail = z.infer<typeof ErrorDetail>

/** Body of every refused HTTP request, and the `error` of every refused ack. */
export const WireError = z.object({
  code: ErrorCode,
  message: z.string(),
  requestId: z.string().optional(),
  details: z.array(ErrorDetail).optional(),
  /** Seconds to wait, with `auth.throttled` and `request.rate`. */
  retryAfter: z.number().optional(),
})
export type WireError = z.infer<typeof WireError>

/** An expected refusal, thrown inside a process and turned into a `WireError` at its edge. */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetail[] | undefined
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode, more: { details?: ErrorDetail[]; retryAfter?: number } = {}) {
    super(ERRORS[code].text)
    this.name = 'Refusal'
    this.code = code
    this.details = more.details
    this.retryAfter = more.retryAfter
  }

  toWire(requestId?: string): WireError {
    return {
      code: this.code,
      message: this.message,
      ...(requestId ? { requestId } : {}),
      ...(this.details ? { details: this.details } : {}),
      ...(this.retryAfter !== undefined ? { retryAfter: this.retryAfter } : {}),
    }
  }
}

/** Turns a zod error into details a form can show at its fields. */
export const detailsOf = (error: z.ZodError): ErrorDetail[] =>
  error.issues.slice(0, 100).map((issue) => ({
    path: issue.path.map(String).join('.'),
    code: issue.code,
    message: issue.message,
  }))

/** Answer to a socket message: `T` when it was done, the refusal when it was not. */
export const ackOf = <T extends z.ZodType>(result: T) =>
  z.union([z.object({ ok: z.literal(true), result }), z.object({ ok: z.literal(false), error: WireError })])
export type Ack<T> = { ok: true; result: T } | { ok: false; error: WireError }
