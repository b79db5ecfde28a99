package org.antiphon.connector;

import java.net.URI;
import java.time.Instant;

/// What to look at.
///
/// @param page the upload's page
/// @param audio its sound
/// @param since answers cached before this instant are no evidence: when the notice was accepted
/// @param from the vantage that the look claims to have
public record LookRequest(ExternalId upload, URI page, URI audio, Instant since, Territory from) {}
