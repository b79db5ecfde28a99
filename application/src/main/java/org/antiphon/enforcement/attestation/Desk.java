package org.antiphon.enforcement.attestation;

import org.antiphon.enforcement.cases.CaseSources;
import org.antiphon.enforcement.cases.Cases;
import org.antiphon.enforcement.cases.Review;
import org.antiphon.enforcement.notices.Drafting;
import org.antiphon.enforcement.notices.Notices;

/// The doors that lie open on an attester's desk.
public record Desk(
    Cases cases, Review review, Notices notices, Drafting drafting, CaseSources sources) {}
