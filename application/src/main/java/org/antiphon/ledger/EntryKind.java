package org.antiphon.ledger;

/// What can be recorded. Names are part of the record for ever: add, never rename.
public enum EntryKind {
  /// A recording entered the catalogue.
  RECORDING_ADDED("recording.added"),
  /// A recording's description changed.
  RECORDING_CHANGED("recording.changed"),
  /// A recording left the catalogue.
  RECORDING_REMOVED("recording.removed"),
  /// A document that lets us act was entered.
  MANDATE_ADDED("mandate.added"),
  /// A mandate changed.
  MANDATE_CHANGED("mandate.changed"),
  /// A mandate was ended.
  MANDATE_ENDED("mandate.ended"),
  /// Somebody is allowed to use a recording.
  AUTHORISATION_ADDED("authorisation.added"),
  /// An authorisation was ended.
  AUTHORISATION_REMOVED("authorisation.removed"),
  /// Part of a recording is no ground for a notice.
  EXCLUSION_ADDED("exclusion.added"),
  /// An exclusion was taken back.
  EXCLUSION_REMOVED("exclusion.removed"),
  /// An artist entered the roster.
  ROSTER_ADDED("roster.added"),
  /// An artist's row changed.
  ROSTER_CHANGED("roster.changed"),
  /// An upload was seen on a platform.
  UPLOAD_SEEN("upload.seen"),
  /// Its sound was fetched.
  UPLOAD_FETCHED("upload.fetched"),
  /// It was gone before we acted.
  UPLOAD_GONE("upload.gone"),
  /// An examination ended with a conclusion.
  ASSESSMENT_MADE("assessment.made"),
  /// Another detector was asked about an examined sound, and how that ended.
  OPINION_GIVEN("opinion.given"),
  /// A person found about an upload what no examiner can tell.
  FINDING_STATED("finding.stated"),
  /// They took that back.
  FINDING_WITHDRAWN("finding.withdrawn"),
  /// A case was opened.
  CASE_OPENED("case.opened"),
  /// A case moved to another state.
  CASE_MOVED("case.moved"),
  /// A person looked at a case.
  CASE_REVIEWED("case.reviewed"),
  /// A person decided a case.
  CASE_DECIDED("case.decided"),
  /// A case ended.
  CASE_CLOSED("case.closed"),
  /// A person affirmed a sentence.
  STATEMENT_AFFIRMED("statement.affirmed"),
  /// A person signed what is to be sent.
  ATTESTATION_SIGNED("attestation.signed"),
  /// A person declined to sign.
  ATTESTATION_DECLINED("attestation.declined"),
  /// A notice was written.
  NOTICE_RENDERED("notice.rendered"),
  /// A person attested a notice.
  NOTICE_ATTESTED("notice.attested"),
  /// A notice moved to another state.
  NOTICE_MOVED("notice.moved"),
  /// A notice is about to be sent.
  NOTICE_SENDING("notice.sending"),
  /// A notice was sent.
  NOTICE_SENT("notice.sent"),
  /// Whether it arrived is not known.
  NOTICE_UNKNOWN("notice.unknown"),
  /// The platform answered.
  NOTICE_ANSWERED("notice.answered"),
  /// The target was seen to be gone, or not.
  NOTICE_VERIFIED("notice.verified"),
  /// A notice was taken back.
  NOTICE_WITHDRAWN("notice.withdrawn"),
  /// A person kept new notices from a platform; written until pauses became one.
  PLATFORM_PAUSED("platform.paused"),
  /// They went again; written until pauses became one.
  PLATFORM_RESUMED("platform.resumed"),
  /// A platform told us something.
  PLATFORM_EVENT("platform.event"),
  /// A counter-notice came.
  COUNTER_NOTICE_RECEIVED("counter-notice.received"),
  /// An accused creator objected.
  APPEAL_RECEIVED("appeal.received"),
  /// An objection was answered.
  APPEAL_DECIDED("appeal.decided"),
  /// A clock of law began.
  CLOCK_STARTED("clock.started"),
  /// A clock of law was met.
  CLOCK_MET("clock.met"),
  /// Screening advised otherwise than ALLOW.
  SCREENING_ADVISED("screening.advised"),
  /// A person decided against the advice.
  SCREENING_OVERRULED("screening.overruled"),
  /// A record came from a partner.
  EXCHANGE_RECEIVED("exchange.received"),
  /// A record went to partners.
  EXCHANGE_PUBLISHED("exchange.published"),
  /// Whom we trust changed.
  TRUST_CHANGED("trust.changed"),
  /// A threshold, rule, model or setting changed.
  SETTING_CHANGED("setting.changed"),
  /// Sending was paused.
  ENFORCEMENT_PAUSED("enforcement.paused"),
  /// A person resumed sending.
  ENFORCEMENT_RESUMED("enforcement.resumed"),
  /// A person was entered.
  PERSON_ADDED("person.added"),
  /// A person's roles changed.
  ROLES_CHANGED("roles.changed"),
  /// A key was made.
  KEY_ADDED("key.added"),
  /// A key was revoked.
  KEY_REVOKED("key.revoked"),
  /// The one-time set-up link was made or used.
  SETUP_LINK("setup.link"),
  /// A person logged in.
  LOGIN_SUCCEEDED("login.succeeded"),
  /// A login failed.
  LOGIN_FAILED("login.failed"),
  /// A person proved who they are once more.
  REAUTHENTICATED("login.repeated"),
  /// Something was exported.
  EXPORTED("exported"),
  /// Personal data was erased.
  ERASED("erased"),
  /// The database was restored from a backup.
  LEDGER_RESTORED("ledger.restored");

  private final String wire;

  EntryKind(String wire) {
    this.wire = wire;
  }

  /// The name in the record.
  public String wire() {
    return wire;
  }
}
