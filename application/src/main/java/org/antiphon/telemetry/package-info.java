/// Telemetry: which unit of work took how long, and what caused it?
///
/// In: units and steps of work, with facts from a closed list. Out: OpenTelemetry spans, over
/// OTLP/HTTP where the settings name a collector, nowhere otherwise; the ids of the current span,
/// which the ledger writes into its entries. Holds no evidence: a trace helps engineers. Start at
/// [org.antiphon.telemetry.Telemetry].
@NullMarked
package org.antiphon.telemetry;

import org.jspecify.annotations.NullMarked;
