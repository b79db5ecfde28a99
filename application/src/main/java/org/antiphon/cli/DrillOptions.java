package org.antiphon.cli;

/// What `bench enforcement` was asked for.
///
/// @param notices copies that are published, each to be noticed once
/// @param kill how often the server is killed on the way
/// @param faults `none`, `some` or `all`
/// @param perSecond requests that each platform allows in a second
public record DrillOptions(long seed, int notices, int kill, String faults, int perSecond) {}
