package org.postern.lmtp;

import org.postern.delivery.Outcome;
import org.postern.net.Reply;
import org.postern.wire.Progress;

/** Replies of one line: code, enhanced status code (RFC 2034), text. */
final class Answers {
    private Answers() {}

    static Reply of(int code, String status, String text) {
        return Reply.text(code + " " + status + " " + text + "\r\n");
    }

    static Reply closing(int code, String status, String text) {
        return Reply.text(code + " " + status + " " + text + "\r\n", Reply.Next.CLOSE);
    }

    /** About a recipient; what stands in {@code subject} has been checked and may be UTF-8 if the client's was. */
    static Reply about(String subject, Outcome outcome) {
        String line = line(subject, outcome);
        return out -> {
            out.utf8(line);
            return Progress.DONE;
        };
    }

    static Reply of(Outcome outcome) {
        return of(outcome.code(), outcome.status(), outcome.text());
    }

    static String line(String subject, Outcome outcome) {
        return outcome.code() + " " + outcome.status() + " <" + subject + "> " + outcome.text() + "\r\n";
    }
}
