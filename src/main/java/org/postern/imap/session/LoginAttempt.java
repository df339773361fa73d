package org.postern.imap.session;

import java.util.List;
import java.util.Optional;
import org.postern.audit.Audit;
import org.postern.auth.AuthOutcome;
import org.postern.imap.response.Code;
import org.postern.imap.response.Completion;
import org.postern.imap.response.ProblemAnswer;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.response.UntaggedSeries;
import org.postern.imap.state.ImapOption;
import org.postern.net.ConnectionCounts.Place;
import org.postern.store.Account;
import org.postern.store.StorageAlarm;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/** What follows from the outcome of a password check: the answer, the audit event, the new state. */
record LoginAttempt(ImapServices services, AuditedEvents events, String login, String mechanism, String tls) {
    Responses answer(AuthOutcome outcome, SessionContext session) {
        if (outcome instanceof AuthOutcome.Accepted accepted) {
            boolean refers = services.options().contains(ImapOption.LOGIN_REFERRALS)
                    && accepted.referral().isPresent();
            return refers
                    ? referred(accepted.referral().get())
                    : accepted(UserName.of(accepted.address().toString()), session);
        }
        if (outcome instanceof AuthOutcome.Rejected rejected) {
            events.rejected(login, mechanism, reason(rejected.reason()));
            return Responses.no(Code.AUTHENTICATIONFAILED, "Authentication failed")
                    .delayed(rejected.delay());
        }
        events.rejected(login, mechanism, Audit.LoginFailure.UNAVAILABLE);
        return Responses.no(Code.UNAVAILABLE, "Authentication is temporarily unavailable");
    }

    /** RFC 2221 6: only who knows the password may learn where the account is. */
    private Responses referred(String url) {
        events.rejected(login, mechanism, Audit.LoginFailure.REFERRED);
        return Responses.no(Code.referral(url), "Your mailboxes are on another server");
    }

    private Responses accepted(UserName user, SessionContext session) {
        Optional<Place> place = services.counts().enter(user.address());
        if (place.isEmpty()) {
            events.rejected(login, mechanism, Audit.LoginFailure.TOO_MANY_CONNECTIONS);
            return Responses.no(Code.LIMIT, "Too many connections of this user");
        }
        try {
            session.loggedIn(services.store().open(user, events.actor()), place.get());
        } catch (StoreException e) {
            place.get().close();
            events.rejected(login, mechanism, Audit.LoginFailure.UNAVAILABLE);
            return Responses.of(ProblemAnswer.of(e));
        }
        events.loggedIn(user.address(), mechanism, tls);
        Code capabilities = new Code("CAPABILITY " + String.join(" ", session.capabilities()));
        return UntaggedSeries.of(alert(session.account())).endingIn(Completion.ok(capabilities, "Logged in"));
    }

    /** RFC 9051 7.1: clients show it to their users. That usage cannot be read now is no reason to refuse a login. */
    private static List<Untagged> alert(Account account) {
        try {
            return account.alarm().stream()
                    .map(alarm -> Untagged.line("OK [ALERT] " + text(alarm)))
                    .toList();
        } catch (StoreException e) {
            return List.of();
        }
    }

    private static String text(StorageAlarm alarm) {
        if (!alarm.use().hasRoomFor(1, 1)) {
            return "Your mailbox is full, new mail is refused";
        }
        return alarm.refusing()
                ? "Your mailbox is " + alarm.use().percent() + " % full, larger messages were refused"
                : "Your mailbox is " + alarm.use().percent() + " % full";
    }

    private static Audit.LoginFailure reason(AuthOutcome.Reason reason) {
        return switch (reason) {
            case BAD_NAME -> Audit.LoginFailure.BAD_NAME;
            case UNKNOWN_USER -> Audit.LoginFailure.UNKNOWN_USER;
            case BAD_PASSWORD -> Audit.LoginFailure.BAD_PASSWORD;
            case UNUSABLE_HASH -> Audit.LoginFailure.UNUSABLE_HASH;
        };
    }
}
