package org.antiphon.server.web;

import java.util.Map;
import org.antiphon.accounts.Accounts;
import org.antiphon.accounts.Session;
import org.antiphon.enforcement.cases.FairUse;
import org.antiphon.problem.Refused;
import org.antiphon.server.Caller;

/// What every form that signs asks for: the password once more, and fair use in four words.
final class Signatures {
  private Signatures() {}

  static Session again(Accounts accounts, Caller.PersonCaller caller, Map<String, String> form) {
    return accounts
        .reauthenticate(caller.secret(), form.getOrDefault("password", ""))
        .orElseThrow(
            () -> new Refused("LOGIN_NOT_FRESH", "password", "the password is wrong", "try again"));
  }

  static FairUse fairUse(Map<String, String> form) {
    return new FairUse(
        "none found",
        new FairUse.Factors(
            form.getOrDefault("purpose", ""),
            form.getOrDefault("nature", ""),
            form.getOrDefault("amount", ""),
            form.getOrDefault("market", "")),
        FairUse.Conclusion.NOT_FAIR_USE);
  }
}
