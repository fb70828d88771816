/**
 * The durations on which the safety of a rotation rests, in one place because it rests on how they compare.
 *
 *   a writer looks at the name ...... writes .. looks again ................................ the file may be removed
 *   0 ms                              any time  UNWATCHED_MS after the first look            REMOVAL_GRACE_MS
 *
 * A writer that looks at the base's name may write at any moment after that, into a file that has lost the name
 * meanwhile. If its write ends less than `UNWATCHED_MS` after the look, it does not ask whether the file still has a
 * name; so nobody may remove a file that was the base less than `REMOVAL_GRACE_MS` ago. If it ends later, the writer
 * asks, and writes its record once more where the file has gone.
 *
 * Both kinds of files use the same durations, because a program may rotate a file by time which another program rotates
 * by size.
 *
 * Pinned by: test/world/timings.test.ts, which compares them. All are milliseconds.
 */

/** A tick of the slowest kernel clock that stamps files: 100 Hz. */
export const CLOCK_TICK_MS = 10

/** A write that ends so long after the look at the file's name must ask whether the file still has one. */
export const UNWATCHED_MS = 8

/** The default of `watchIntervalMs`: how long a look at the file's name is good for. */
export const WATCH_MS = 1

/** A file that was the base so short a time ago is not removed: a writer may be about to write to it. */
export const REMOVAL_GRACE_MS = 20

/** The same grace where nobody waits, and the file is left to the next rotation or to a later moment. */
export const PATIENT_GRACE_MS = 300

/** A backup keeps its hidden name for so long at most while its compressed copy takes its place. */
export const SEALED_MS = 8

/** The default of `lockWaitMs`: how long a log call waits for another process. */
export const LOCK_WAIT_MS = 20

/** The time that a waiting log call sleeps between two looks. */
export const LOCK_POLL_MS = 1

/** A lock that was made so long ago is taken over: its process is dead or stopped. */
export const STALE_LOCK_MS = 2000

/** A lock dated this far ahead would keep everybody out until the clock has come there, and is removed. */
export const FAR_AHEAD_MS = 10_000

/** The time that a background job waits before it tries a lock again that somebody else has. */
export const BACKGROUND_LOCK_RETRY_MS = 50

/** The largest age of a listing of a folder by which a backup is compressed or left to another process. */
export const LISTED_MS = 100

/** A compressed copy that nobody has written to for so long belongs to a process that is gone. */
export const ABANDONED_COPY_MS = 10_000

/**
 * The time that a stamp of the file system may be behind the clock: it ticks. Measured: up to 7 on Linux before 6.13.
 */
export const STAMP_LAG_MS = 12

/** The next attempt to rotate when another process holds the lock. */
export const RETRY_HELD_MS = 100

/** The next attempt to rotate after a failure. */
export const RETRY_FAILED_MS = 1000

/** Trouble of one kind is told so often at most. */
export const REPORT_EVERY_MS = 60_000

/** A file that another process began so short a time ago counts as the rollover that was asked for. */
export const JUST_NOW_MS = 1000
