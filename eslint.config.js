import tseslint from 'typescript-eslint';

export default tseslint.config(
  // kernels/ is AssemblyScript, which only looks like TypeScript; its compiler checks it.
  { ignores: ['kernels/', 'dist/', 'demo-results/', 'lifecircle-results/', 'coverage/'] },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Counts and minutes read well in sentences.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
    },
  },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
