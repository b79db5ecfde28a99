/// Jobs: how is work done that must survive a crash, and how do many workers share a limit?
///
/// In: a [JobType] with its payload, scheduled in the caller's transaction. Out: the handler's run,
/// at least once; counts; dead letters with a way back. Knows no platform, case or notice. Uses
/// database. db-scheduler stays inside. Start at [Jobs]; [Limiter] is the shared token bucket.
@NullMarked
package org.antiphon.jobs;

import org.jspecify.annotations.NullMarked;
