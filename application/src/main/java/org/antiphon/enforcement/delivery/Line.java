package org.antiphon.enforcement.delivery;

import org.antiphon.connector.Connection;

/// One platform as delivery needs it: who speaks to it, and how fast all of us together may.
///
/// @param perSecond requests of all processes in a second, > 0
/// @param burst requests that may come at once
public record Line(Connection connection, double perSecond, int burst) {}
