package org.antiphon.config;

import java.net.URI;
import java.util.Optional;

/// Where traces go.
///
/// @param otlp base address of a collector that speaks OTLP over HTTP; empty: nothing leaves
/// @param share of the units of intake and examination that found nothing, 0 to 1
public record TelemetrySettings(Optional<URI> otlp, double share) {}
