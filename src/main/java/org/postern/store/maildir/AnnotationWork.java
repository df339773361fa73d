package org.postern.store.maildir;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.postern.store.Actor;
import org.postern.store.Annotated;
import org.postern.store.AnnotationValue;
import org.postern.store.Annotations;
import org.postern.store.Change;
import org.postern.store.MailboxName;
import org.postern.store.SpecialUse;
import org.postern.store.StoreException;

/** Annotations of one account. Every method is called under {@link AccountRoot#structure}. */
final class AnnotationWork {
    private final AccountRoot root;
    private final Surroundings env;

    AnnotationWork(AccountRoot root) {
        this.root = root;
        this.env = root.env();
    }

    Annotations read(Annotated of) throws IOException, StoreException {
        Annotations kept = file(of).read();
        return of.mailbox().isEmpty()
                ? kept
                : kept.withUse(Optional.ofNullable(
                        root.accountFile().read().uses().get(of.mailbox().get())));
    }

    void change(Annotated of, Map<String, Optional<AnnotationValue>> changes) throws IOException, StoreException {
        Change told = new Change.Annotations(of, changes.keySet());
        switch (of.scope()) {
            case MAILBOX -> {
                MailboxName name = of.mailbox().orElseThrow();
                changeMailbox(name, changes);
                root.tell(name, told);
            }
            case ACCOUNT -> {
                file(of).write(file(of).read().with(changes, env.limits()));
                root.tell(told);
            }
            case SERVER -> {
                synchronized (env.locks().of(env.mail())) {
                    file(of).write(file(of).read().with(changes, env.limits()));
                    root.tellAllAccounts(told);
                }
            }
        }
    }

    private void changeMailbox(MailboxName name, Map<String, Optional<AnnotationValue>> changes)
            throws IOException, StoreException {
        Map<String, Optional<AnnotationValue>> kept = new HashMap<>(changes);
        Optional<AnnotationValue> newUse = kept.remove(Annotations.SPECIAL_USE);
        AnnotationFile file = file(Annotated.mailbox(name));
        Annotations changed = file.read().with(kept, env.limits());
        if (newUse != null) {
            Optional<SpecialUse> use = Annotations.use(newUse);
            new FolderTree(root, Actor.SERVER).requireUsable(name, use);
            root.accountFile().change(f -> f.with(name, use));
        }
        if (!kept.isEmpty()) {
            file.write(changed);
        }
    }

    /** What RENAME of INBOX does to its annotations: the new mailbox has them too (RFC 5464 4.1). */
    void copy(MailboxName from, MailboxName to) throws IOException, StoreException {
        Annotations all = file(Annotated.mailbox(from)).read();
        if (!all.isEmpty()) {
            file(Annotated.mailbox(to)).write(all);
        }
    }

    private AnnotationFile file(Annotated of) throws IOException, StoreException {
        return new AnnotationFile(
                env.small(),
                switch (of.scope()) {
                    case MAILBOX -> {
                        root.requireExists(of.mailbox().orElseThrow());
                        yield root.folderPath(of.mailbox().get()).resolve(AnnotationFile.OF_MAILBOX);
                    }
                    case ACCOUNT -> root.path().resolve(AnnotationFile.OF_ACCOUNT);
                    case SERVER -> env.mail().resolve(AnnotationFile.OF_SERVER);
                });
    }
}
