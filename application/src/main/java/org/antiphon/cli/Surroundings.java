package org.antiphon.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/// Where a command runs.
///
/// @param home what `~` means
/// @param out the answer
/// @param err everything else
/// @param terminal whether a person sits before it
public record Surroundings(
    Path home,
    Map<String, String> environment,
    InstantSource clock,
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean terminal) {}
