package org.postern.imap.command;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.imap.response.After;
import org.postern.imap.response.Code;
import org.postern.imap.response.Completion;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.response.WorkDone;
import org.postern.store.StoreException;

/** An answer that ends with MESSAGELIMIT; where its end has a code already, in an untagged NO before (RFC 9738 3.1). */
final class LimitedResponses implements Responses {
    private final Responses answer;
    private final Code code;
    private @Nullable Completion end;

    LimitedResponses(Responses answer, Code code) {
        this.answer = answer;
        this.code = code;
    }

    @Override
    public @Nullable Untagged poll() throws StoreException {
        if (end != null) {
            return null;
        }
        Untagged next = answer.poll();
        if (next != null) {
            return next;
        }
        Completion plain = answer.completion();
        if (plain.code().isPresent()) {
            end = plain;
            return Untagged.line("NO [" + code.text() + "] Not all of the messages were processed");
        }
        end = new Completion(plain.status(), Optional.of(code), plain.text() + ", but not for all of the messages");
        return null;
    }

    @Override
    public Completion completion() {
        return end == null ? answer.completion() : end;
    }

    @Override
    public Optional<WorkDone> workDone() {
        return answer.workDone();
    }

    @Override
    public After after() {
        return answer.after();
    }

    @Override
    public Duration delay() {
        return answer.delay();
    }

    @Override
    public void close() {
        answer.close();
    }
}
