def tree_leaves(tree):
    return list(tree.values())


def tree_map(function, tree, *rest):
    return {name: function(leaf, *(other[name] for other in rest)) for name, leaf in tree.items()}
