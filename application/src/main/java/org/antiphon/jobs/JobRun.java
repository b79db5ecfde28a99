package org.antiphon.jobs;

/// One run of a job.
///
/// @param instance which job of its type
/// @param attempt 1 for the first; counts on while the handler throws, begins anew after
///   [JobOutcome.Again]
/// @param lease fencing number: greater in every later run of any job, in all processes. Store it
///   with the effect and refuse a smaller one: a worker that was taken for dead may still write
public record JobRun(String instance, int attempt, long lease) {}
