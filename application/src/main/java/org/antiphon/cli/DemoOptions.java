package org.antiphon.cli;

import java.nio.file.Path;
import java.util.Optional;

/// What `demo` was asked for.
///
/// @param exit end when all is down, else stay up until interrupted
/// @param kill how often the demo kills its own server on the way
/// @param faults `none`, `some` or `all`
/// @param data where to keep its data; empty: a temporary folder that is deleted at the end
/// @param json print the contract's object and nothing else
public record DemoOptions(
    boolean exit,
    long seed,
    int uploads,
    int kill,
    String faults,
    Optional<Path> data,
    int port,
    boolean json) {}
