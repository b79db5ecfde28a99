package org.antiphon.connector;

import java.util.Optional;

/// Everything that speaks to one platform.
///
/// @param feed empty where uploads cannot be listed
/// @param door empty where the platform never calls us
public record Connection(Connector connector, Optional<Feed> feed, Optional<EventDoor> door) {}
