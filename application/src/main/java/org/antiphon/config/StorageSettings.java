package org.antiphon.config;

import java.nio.file.Path;
import java.util.Optional;

/// Where the truth lies.
///
/// @param cache unpacked native programs, shared by installations of one person; may be deleted
/// @param databaseUrl JDBC URL of an external PostgreSQL; empty: the embedded one under the data
///   directory
/// @param databaseUser role that migrates the external database; unused by the embedded one
/// @param databasePassword its password
/// @param poolSize connections at most
public record StorageSettings(
    Path cache,
    Optional<String> databaseUrl,
    Optional<String> databaseUser,
    Optional<Secret> databasePassword,
    int poolSize) {}
