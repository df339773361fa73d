package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;

/**
 * How the folders of an account lie on the disk: our way as long as this store has the account, before and after that as the
 * server wants it from which it came. Guarded by {@link AccountRoot#structure}.
 */
final class AccountLayout {
    private final AccountRoot root;
    private final Surroundings env;
    private final Path path;
    /** Whether folders are known to lie flat. */
    private boolean flat;

    private volatile List<String> odd = List.of();

    AccountLayout(AccountRoot root) {
        this.root = root;
        this.env = root.env();
        this.path = root.path();
    }

    /** Lays folders our way, unless they lie so; called under {@link AccountRoot#structure}. */
    void flatten() throws IOException {
        if (!flat) {
            odd = switch (root.accountFile().read().layout()) {
                case FLAT -> List.of();
                case NESTED -> new NestedFolders(env, path).flatten();
                case UTF8 -> new CourierFolders(env, path).encode();
            };
            odd.forEach(sentence -> Log.oddFolder(path, sentence));
            new HeldAside(env, path).bringBack();
            flat = true;
        }
    }

    /** Whether folders lie our way; those of an account that nobody opened may not. */
    boolean isFlat() throws IOException {
        root.structure().lock();
        try {
            return flat || root.accountFile().read().layout() == MaildirLayout.FLAT;
        } finally {
            root.structure().unlock();
        }
    }

    /** Gives them back as they were; nobody keeps a mailbox open. Returns sentences about those that stay. */
    List<String> layAsBefore() throws IOException, StoreException {
        root.structure().lock();
        try {
            MaildirLayout layout = root.accountFile().read().layout();
            Set<MailboxName> subscribed = Subscriptions.read(env.small(), path);
            if (env.files().stat(path.resolve(Subscriptions.COURIER)).isPresent()) {
                env.small()
                        .replace(path.resolve(Subscriptions.COURIER), Subscriptions.textForCourier(subscribed, layout));
            }
            if (layout == MaildirLayout.FLAT) {
                return List.of();
            }
            root.endAll();
            flat = false;
            return layout == MaildirLayout.UTF8 ? new CourierFolders(env, path).decode() : nest(subscribed);
        } finally {
            root.structure().unlock();
        }
    }

    private List<String> nest(Set<MailboxName> subscribed) throws IOException, StoreException {
        for (MailboxName name : root.names()) {
            FolderTerms.discard(env, root.folderPath(name)); // would be taken for a folder
        }
        List<String> left = new NestedFolders(env, path).nest();
        env.small().replace(path.resolve(Subscriptions.FILE), Subscriptions.textForNested(subscribed));
        return left;
    }

    /** Sentences about what could not be flattened. */
    List<String> odd() {
        return odd;
    }
}
