/// Connector: what a platform connector compiles against, and nothing else.
///
/// In: a finished notice, a key, a cursor, the raw request of a webhook. Out: answers that are
/// values, whatever the network or the platform does. Plain records and interfaces; no library. A
/// connector opens no socket of its own: it is given an [HttpPort], which checks addresses, bounds
/// sizes and times, and never repeats a request by itself. Knows no cases, no rights, no database.
/// Start at [Connector]; a connector passes when every expectation of
/// [org.antiphon.connector.contract.ConnectorContract] holds.
@NullMarked
package org.antiphon.connector;

import org.jspecify.annotations.NullMarked;
