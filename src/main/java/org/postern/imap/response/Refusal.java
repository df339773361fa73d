package org.postern.imap.response;

/** A command that ends in NO or BAD before it answered anything: the completion, thrown. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Completion completion;

    /** Keeps no stack trace: it is an answer, not a fault. */
    public Refusal(Completion completion) {
        super(completion.toString(), null, false, false);
        this.completion = completion;
    }

    public static Refusal no(Code code, String text) {
        return new Refusal(Completion.no(code, text));
    }

    public static Refusal bad(String text) {
        return new Refusal(Completion.bad(text));
    }

    /** RFC 9586 3: the client has enabled UIDONLY and used sequence numbers. */
    public static Refusal uidRequired() {
        return new Refusal(Completion.bad(Code.UIDREQUIRED, "Message numbers are not allowed once UIDONLY is enabled"));
    }

    public Completion completion() {
        return completion;
    }
}
