package org.antiphon.accounts;

/// What a person may do.
public enum Role {
  /// Sees everything but personal data.
  VIEWER,
  /// Looks at cases and proposes.
  REVIEWER,
  /// Signs notices.
  ATTESTER,
  /// Decides objections of accused creators.
  APPEAL_REVIEWER,
  /// Approves texts and mandates; sees counter-notices.
  LEGAL,
  /// Resumes what was paused.
  SUPERVISOR,
  /// People, keys, settings.
  ADMINISTRATOR
}
