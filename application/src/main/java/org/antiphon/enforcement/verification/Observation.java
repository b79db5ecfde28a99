package org.antiphon.enforcement.verification;

import java.util.List;
import org.antiphon.connector.RawAnswer;

/// What one look saw, with the answers that show it.
record Observation(Seen seen, String detail, List<RawAnswer> answers) {}
