import type { RecordedIdentity, RecordedSource, RecordingScope, RecordingStatus } from '@tongke/contract'
import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('recording')
export class RecordingRow {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'lesson_id' }) lessonId!: string
  @Column('text') status!: RecordingStatus
  @Column('timestamptz', { name: 'started_at' }) startedAt!: Date
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt!: Date | null
  @Column('text') scope!: RecordingScope
  @Column('timestamptz', { name: 'delete_after', nullable: true }) deleteAfter!: Date | null
  @Column('boolean') hold!: boolean
  @Column('timestamptz', { name: 'status_at' }) statusAt!: Date
}

@Entity('recording_stream')
export class RecordingStreamRow {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'recording_id' }) recordingId!: string
  @Column('text') identity!: RecordedIdentity
  @Column('text') source!: RecordedSource
  @Column('text') connection!: string
  @Column('text', { name: 'video_codec', nullable: true }) videoCodec!: 'vp8' | 'h264' | null
  @Column('text', { name: 'audio_codec', nullable: true }) audioCodec!: 'opus' | null
  @Column('timestamptz', { name: 'started_at' }) startedAt!: Date
  @Column('integer', { nullable: true }) pieces!: number | null
}

@Entity('recording_piece')
export class RecordingPieceRow {
  @PrimaryColumn('uuid', { name: 'stream_id' }) streamId!: string
  @PrimaryColumn('integer') number!: number
  @Column('text', { name: 'blob_sha' }) blobSha!: string
  @Column('timestamptz') at!: Date
  @Column('integer', { name: 'duration_ms' }) durationMs!: number
  @Column('integer', { name: 'header_bytes' }) headerBytes!: number
  @Column('integer') bytes!: number
  @Column('timestamptz', { name: 'received_at' }) receivedAt!: Date
}
