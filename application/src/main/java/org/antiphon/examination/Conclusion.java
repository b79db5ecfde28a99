package org.antiphon.examination;

/// What an assessment concludes: the first that holds, in this order; CANNOT_TELL before CLEAR.
public enum Conclusion {
  COPY,
  IMPERSONATION,
  MACHINE_MADE,
  CANNOT_TELL,
  CLEAR
}
